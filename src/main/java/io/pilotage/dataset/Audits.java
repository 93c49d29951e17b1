package io.pilotage.dataset;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.NotYet;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The audits of the initiatives' data: what was asked, what the data said, who accepted it. */
@Service
public class Audits {

  private final AuditTable table;
  private final DataFiles files;
  private final Profiler profiler;
  private final Auditor auditor;
  private final Ledger ledger;
  private final People people;
  private final Clock clock;

  Audits(
      AuditTable table,
      DataFiles files,
      Profiler profiler,
      Auditor auditor,
      Ledger ledger,
      People people,
      Clock clock) {
    this.table = table;
    this.files = files;
    this.profiler = profiler;
    this.auditor = auditor;
    this.ledger = ledger;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Takes an order for an audit, in place of one that is not done yet; refuses a place from which
   * no data is taken, a file that cannot be opened, and columns it does not have. What lies
   * elsewhere is fetched later, by whoever measures it.
   */
  @Transactional
  public void ask(String initiative, AuditRequest request) {
    var location = files.reach(request.location());
    files.here(location).ifPresent(file -> request.refuseOthersThan(profiler.columns(file)));
    request.refuseGaps();
    table.replaceEarlier(initiative);
    table.add(initiative, request.at(location), people.currentOrSystem(), clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "data-audit-asked",
        location,
        Map.of("source", location));
  }

  /**
   * Measures what was last asked for, unless somebody does so already or has done so, and tells the
   * process that waits for it. False when there is no profile: the audit says why. Safe to repeat;
   * takes minutes, so never in a transaction.
   */
  public boolean profile(String initiative) {
    auditor.measure(get(initiative));
    return get(initiative).isProfiled();
  }

  /** Whether there is a profile; not to be told while the data is being measured. */
  public boolean outcome(String initiative) {
    var audit = get(initiative);
    if (audit.work().underWay())
      throw new NotYet(
          "The data of " + initiative + " is being measured. " + audit.work().doing());
    return audit.isProfiled();
  }

  /** The initiatives whose newest audit waits for somebody to measure it, in the order asked. */
  List<String> waiting() {
    return table.waiting(clock.instant());
  }

  /** Accepts the audited data or sends it back to be mended. */
  @Transactional
  public void review(String initiative, boolean accepted, String comment) {
    var audit = get(initiative);
    Refusal.unless(
        audit.isProfiled(),
        "dataReview",
        "There is no profile to review yet. Profile the data first.");
    if (!accepted)
      Refusal.unlessGiven(
          comment,
          "comment",
          "Say what has to be mended in the data, so that the next audit can be better.");
    table.reviewed(audit.id(), accepted, comment, people.currentOrSystem(), clock.instant());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        accepted ? "data-accepted" : "data-sent-back",
        audit.request().location(),
        Map.of("digest", audit.profile().digest(), "comment", comment == null ? "" : comment));
  }

  /** The newest audit. */
  public Optional<DataAudit> of(String initiative) {
    return table.newest(initiative);
  }

  DataAudit get(String initiative) {
    return of(initiative)
        .orElseThrow(() -> new Refusal(
            TableFile.FIELD,
            "No data has been named for “" + initiative + "” yet. Audit the data first."));
  }
}
