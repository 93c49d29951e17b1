package io.pilotage.value;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.value.KpiChange.Approval;
import io.pilotage.value.KpiChange.Party;
import io.pilotage.value.KpiChange.State;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Change control of the frozen KPI contract: the three who agreed to it have to agree again, three
 * different people.
 */
@Service
public class KpiChanges {

  private final KpiChangeTable table;
  private final Kpis kpis;
  private final KpiSources sources;
  private final Documents documents;
  private final Initiatives initiatives;
  private final People people;
  private final Ledger ledger;
  private final Clock clock;

  KpiChanges(
      KpiChangeTable table,
      Kpis kpis,
      KpiSources sources,
      Documents documents,
      Initiatives initiatives,
      People people,
      Ledger ledger,
      Clock clock) {
    this.table = table;
    this.kpis = kpis;
    this.sources = sources;
    this.documents = documents;
    this.initiatives = initiatives;
    this.people = people;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Asks for other KPIs in the place of those in force. What is incomplete is refused before
   * anybody has to read it.
   */
  @Transactional
  public KpiChange ask(String initiative, List<Kpi> wanted, List<KpiGap> gaps, String reason) {
    initiatives.get(initiative);
    var why = Refusal.unlessGiven(
        reason, "reason", "Please say why the contract has to change: whoever approves reads it.");
    var inForce = kpis.of(initiative)
        .orElseThrow(() ->
            new Refusal("kpis", "There is no KPI contract to change yet. Agree on one first."));
    var changed = new KpiContract(wanted, gaps, inForce.agreement());
    changed.mustBeComplete();
    sources.mustAnswer(changed);
    documents.hold(initiative, KpiContract.class);
    Refusal.unless(
        of(initiative).stream().noneMatch(change -> change.state() == State.OPEN),
        "kpis",
        "Another change of this contract waits for its approvals. Approve or reject that one first.");
    var by = people.currentOrSystem();
    var id = table.add(
        initiative,
        documents.revision(initiative, KpiContract.class),
        changed,
        why,
        by,
        clock.instant());
    ledger.record(
        initiative,
        by,
        "kpi-change-asked",
        Long.toString(id),
        Map.of("reason", why, "metrics", wanted.stream().map(Kpi::metric).toList()));
    return get(initiative, id);
  }

  /**
   * The person who is logged in says yes for one party. With the third yes the change is in force.
   */
  @Transactional
  public KpiChange approve(String initiative, long id, Party party) {
    documents.hold(initiative, KpiContract.class);
    var change = open(initiative, id);
    Refusal.unless(party != null, "party", "Say for whom you approve: " + parties() + ".");
    var by = people.currentOrSystem();
    Refusal.unless(
        people.isMember(by, party.group()),
        "party",
        "Only members of “" + party.group() + "” can approve for it, and “" + by + "” is not one.");
    Refusal.unless(
        change.missing().contains(party),
        "party",
        "“" + party.group() + "” has approved this change already.");
    Refusal.unless(
        change.approvals().stream().noneMatch(given -> given.by().equals(by)),
        "party",
        "You have approved this change for another party already; somebody else has to approve for “"
            + party.group() + "”.");
    Refusal.unless(
        documents.revision(initiative, KpiContract.class) == change.baseRevision(),
        "kpis",
        "The contract has changed since this was asked for. Reject it and ask again on top of what is in force now.");
    table.approve(id, party, by, clock.instant());
    ledger.record(
        initiative, by, "kpi-change-approved", Long.toString(id), Map.of("party", party.name()));
    var approved = get(initiative, id);
    if (approved.missing().isEmpty()) putInForce(approved);
    return get(initiative, id);
  }

  @Transactional
  public KpiChange reject(String initiative, long id, String reason) {
    documents.hold(initiative, KpiContract.class);
    open(initiative, id);
    var why = Refusal.unlessGiven(reason, "reason", "Please say why the change is rejected.");
    var by = people.currentOrSystem();
    Refusal.unless(
        Arrays.stream(Party.values()).anyMatch(party -> people.isMember(by, party.group())),
        "party",
        "Only " + parties() + " can reject a change.");
    table.close(id, State.REJECTED, clock.instant());
    ledger.record(initiative, by, "kpi-change-rejected", Long.toString(id), Map.of("reason", why));
    return get(initiative, id);
  }

  /** Every change ever asked for, the newest first. */
  public List<KpiChange> of(String initiative) {
    return table.of(initiative);
  }

  private void putInForce(KpiChange change) {
    if (!table.close(change.id(), State.IN_FORCE, clock.instant())) return;
    var names =
        change.approvals().stream().collect(Collectors.toMap(Approval::party, Approval::by));
    kpis.replace(
        change.initiative(),
        new KpiContract(
            change.contract().kpis(),
            change.contract().gaps(),
            new KpiContract.Agreement(
                names.get(Party.BUSINESS),
                names.get(Party.OPERATIONS),
                names.get(Party.TECHNOLOGY))));
  }

  private KpiChange open(String initiative, long id) {
    var change = get(initiative, id);
    Refusal.unless(change.state() == State.OPEN, "change", "This change is closed already.");
    return change;
  }

  private KpiChange get(String initiative, long id) {
    return of(initiative).stream()
        .filter(change -> change.id() == id)
        .findFirst()
        .orElseThrow(() ->
            new Unknown("change", "Initiative “" + initiative + "” has no KPI change " + id + "."));
  }

  private static String parties() {
    return Arrays.stream(Party.values()).map(Party::group).collect(Collectors.joining(", "));
  }
}
