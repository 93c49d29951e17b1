package io.pilotage.gate;

import static io.pilotage.audit.Ledger.details;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Decisions;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens gates, takes signatures and decides. Everything is decided from the tables: what a caller
 * writes into process variables neither signs for a role nor takes one from the list.
 */
@Service
public class Gates {

  private final GateTable table;
  private final GatePages pages;
  private final PhaseOrder order;
  private final Decisions decisions;
  private final Initiatives initiatives;
  private final People people;
  private final Ledger ledger;
  private final GateProperties properties;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Gates(
      GateTable table,
      GatePages pages,
      PhaseOrder order,
      Decisions decisions,
      Initiatives initiatives,
      People people,
      Ledger ledger,
      GateProperties properties,
      ApplicationEventPublisher events,
      Clock clock) {
    this.table = table;
    this.pages = pages;
    this.order = order;
    this.decisions = decisions;
    this.initiatives = initiatives;
    this.people = people;
    this.ledger = ledger;
    this.properties = properties;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Opens a round: keeps what every rule of the phase finds, then who has to sign. The gate is the
   * id of its process instance.
   */
  @Transactional
  public GateRecord open(String gate, String initiative, Phase phase) {
    var tier = Optional.ofNullable(initiatives.get(initiative).riskTier()).orElse(RiskTier.HIGH);
    var roles = decisions
        .column(
            "sign-off-quorum",
            "role",
            String.class,
            Map.of("phase", phase.name(), "riskTier", tier.name()))
        .stream()
        .distinct()
        .toList();
    if (roles.isEmpty())
      throw new IllegalStateException("The table sign-off-quorum names nobody for " + phase
          + " at tier " + tier + ": a gate needs a signer.");
    table
        .find(gate)
        .filter(earlier -> !earlier.open())
        .ifPresent(earlier -> table.setAside(gate, earlier.round()));
    var round = table.open(gate, initiative, phase, now());
    var criteria = criteria(initiative, phase);
    for (var nr = 0; nr < criteria.size(); nr++) table.keep(gate, nr, criteria.get(nr));
    roles.forEach(role -> table.require(gate, role));
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "gate-opened",
        phase.label(),
        Map.of(
            "round",
            round,
            "roles",
            roles,
            "riskTier",
            tier.name(),
            "blocked",
            criteria.stream()
                .filter(criterion -> criterion.effect() == Effect.BLOCK)
                .map(Criterion::name)
                .toList()));
    return get(gate);
  }

  private List<Criterion> criteria(String initiative, Phase phase) {
    return pages.askedAt(phase).stream()
        .map(rule -> Criterion.of(rule, pages.find(rule, initiative, phase)))
        .sorted(Comparator.comparing(Criterion::effect).reversed())
        .toList();
  }

  /**
   * Binds a task to the role it asks. From here on the task's role is what is kept, whatever its
   * variables say.
   */
  @Transactional
  public void ask(String gate, String role, String task) {
    if (!table.asks(gate, role, task))
      throw new IllegalStateException(
          "This round does not ask “" + role + "”, or has asked it already.");
  }

  /** The person who is logged in signs for the role the task asks. */
  @Transactional
  public void sign(String task, SignOffDecision decision, String comment, Cause cause) {
    var asked = table
        .asked(task)
        .orElseThrow(() -> new Unknown("task", "No gate asks for a signature with this task."));
    var round = get(asked.gate());
    var by = signer(asked.role(), asked.gate(), round);
    var yes = decision == SignOffDecision.APPROVED;
    if (!yes) {
      Refusal.unlessGiven(
          comment,
          "comment",
          "Please say in the comment what has to change: a “no” without a reason helps nobody.");
      Refusal.unless(
          cause != null,
          "cause",
          "Please name the cause of your “no”: integration, governance, metric, handoff or other.");
    }
    var signOff = new SignOff(asked.role(), decision, by, now(), comment, yes ? null : cause);
    Refusal.unless(
        table.sign(asked, signOff),
        "decision",
        "“" + asked.role() + "” has already signed this gate.");
    ledger.record(
        initiativeOf(asked.gate()),
        by,
        "signed-off",
        round.phase().label(),
        details(
            "round",
            round.round(),
            "role",
            asked.role(),
            "decision",
            decision,
            "comment",
            comment,
            "cause",
            signOff.cause()));
  }

  private String signer(String role, String gate, GateRecord round) {
    var by = person("decision");
    Refusal.unless(
        people.isMember(by, role),
        "decision",
        "Only members of “" + role + "” can sign for it, and “" + by
            + "” is not one. Please ask one of them.");
    refuseYounger(by, role, gate, "decision");
    round.signOffs().stream()
        .filter(signed -> by.equals(signed.by()))
        .findFirst()
        .ifPresent(signed -> {
          throw new Refusal(
              "decision",
              "You have signed this phase for “" + signed.role()
                  + "” already; somebody else has to sign for “" + role + "”.");
        });
    return by;
  }

  /**
   * An administrator could make people to sign with, or set the password of one: whom that concerns
   * once the gate was open signs at the next round, but not at one that is only asked again because
   * the evidence changed: that could be brought about.
   */
  private void refuseYounger(String by, String role, String gate, String field) {
    Refusal.unless(
        !people.memberSince(by, role).isAfter(table.askedSince(gate)),
        field,
        "“" + by + "” came to “" + role + "” after this gate was opened, "
            + "or was given a password by somebody else then. Please ask somebody who was there before; "
            + "at the next round “"
            + by + "” can sign too.");
  }

  /**
   * Adds up signatures and criteria, and decides the round unless a waiver has to be decided on
   * first. A yes is worth only what it was said about, so the criteria are looked at once more.
   * Safe to repeat.
   */
  @Transactional
  public Tally count(String gate) {
    var round = get(gate);
    var tally = round.tally();
    if (tally == Tally.PASSED || tally == Tally.CRITERIA_OPEN) {
      var changes = changes(gate, round);
      if (!changes.none())
        return askAgain(gate, round, changes) ? Tally.EVIDENCE_CHANGED : Tally.REWORK;
    }
    if (tally != Tally.CRITERIA_OPEN) decide(gate, round, tally.decision(), round.why(tally));
    return tally;
  }

  private Changes changes(String gate, GateRecord round) {
    return Changes.between(
        round.criteria(), criteria(initiativeOf(gate), round.phase()), pages.moving());
  }

  /**
   * Ends the round with its signatures, so that the next one asks about what is true now; false
   * once that was done often enough.
   */
  private boolean askAgain(String gate, GateRecord round, Changes changes) {
    var initiative = initiativeOf(gate);
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "evidence-changed",
        round.phase().label(),
        details(
            "round",
            round.round(),
            "changed",
            changes.toString(),
            "void",
            round.signOffs().stream()
                .filter(signed -> !signed.open())
                .map(signed -> signed.role() + " (" + signed.by() + ")")
                .toList()
                .toString()));
    if (table.asides(gate) >= properties.askAgainAtMost()) {
      decide(
          gate,
          round,
          GateDecision.REWORK,
          "The evidence changed again while people signed, and they were asked "
              + (properties.askAgainAtMost() + 1) + " times: finish it first, then open the gate. "
              + changes);
      return false;
    }
    decide(
        gate,
        round,
        GateDecision.ASKED_AGAIN,
        "The evidence changed while people signed, so their signatures do not count and they are asked again. "
            + changes);
    return true;
  }

  /**
   * The person who is logged in takes on the open criteria until a day, or sends the phase back;
   * criteria that changed since are asked about again.
   */
  @Transactional
  public GateDecision decideOnWaiver(
      String gate, WaiverDecision decision, String reason, LocalDate until, Cause cause) {
    var round = get(gate);
    Refusal.unless(
        round.open() && round.tally() == Tally.CRITERIA_OPEN,
        "waiver",
        "There is nothing to waive at this gate.");
    var by = approver(gate, round);
    Refusal.unlessGiven(
        reason, "waiverReason", "Please give the reason: it is kept with your name.");
    var granted = decision == WaiverDecision.GRANTED;
    if (granted) refuseUnreasonable(until);
    else
      Refusal.unless(
          cause != null,
          "cause",
          "Please name the cause for the rework: integration, governance, metric, handoff or other.");
    var changes = granted ? changes(gate, round) : new Changes(List.of());
    if (!changes.none())
      return askAgain(gate, round, changes) ? GateDecision.ASKED_AGAIN : GateDecision.REWORK;
    table.waive(gate, decision, by, reason, granted ? null : cause, granted ? until : null, now());
    ledger.record(
        initiativeOf(gate),
        by,
        granted ? "waiver-granted" : "waiver-refused",
        round.phase().label(),
        details(
            "round",
            round.round(),
            "criteria",
            round.blocks().stream().map(Criterion::name).toList().toString(),
            "reason",
            reason,
            "until",
            granted ? until : null,
            "cause",
            granted ? null : cause));
    var outcome = granted ? GateDecision.WAIVER : GateDecision.REWORK;
    decide(
        gate,
        round,
        outcome,
        (granted ? "Waived until " + until + " by " : "Waiver refused by ") + by + ": " + reason);
    return outcome;
  }

  private String approver(String gate, GateRecord round) {
    var by = person("waiver");
    Refusal.unless(
        people.isMember(by, Groups.PROGRAM_MANAGERS),
        "waiver",
        "Only a program manager can decide on a waiver.");
    refuseYounger(by, Groups.PROGRAM_MANAGERS, gate, "waiver");
    Refusal.unless(
        round.signOffs().stream().noneMatch(signed -> by.equals(signed.by())),
        "waiver",
        "You signed this gate, so another program manager has to decide on the waiver.");
    return by;
  }

  private void refuseUnreasonable(LocalDate until) {
    var today = LocalDate.now(clock);
    Refusal.unless(until != null, "waiverUntil", "Please say until which day the waiver holds.");
    Refusal.unless(
        until.isAfter(today),
        "waiverUntil",
        "The waiver has to end in the future; " + until + " is not after today.");
    Refusal.unless(
        !until.isAfter(today.plusDays(properties.longestWaiverDays())),
        "waiverUntil",
        "A waiver holds " + properties.longestWaiverDays() + " days at most: choose a day up to "
            + today.plusDays(properties.longestWaiverDays()) + ".");
  }

  private void decide(String gate, GateRecord round, GateDecision decision, String why) {
    if (!table.decide(gate, decision, why, now())) return;
    var initiative = initiativeOf(gate);
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "gate-decided",
        round.phase().label(),
        details("round", round.round(), "decision", decision, "why", why));
    events.publishEvent(
        new GateDecided(initiative, round.phase(), round.round(), decision, why, now()));
  }

  /** What signers and approvers read before they answer. */
  public Facts facts(String gate) {
    return facts(gate, new Changes(List.of()));
  }

  /** The same for whoever comes later, with what changed since the round opened. */
  public Facts newestFacts(String gate) {
    return facts(gate, changes(gate, get(gate)));
  }

  private Facts facts(String gate, Changes changes) {
    var round = get(gate);
    var facts = Facts.about().line("Phase", round.phase().label() + ", round " + round.round());
    changes
        .sentences()
        .forEach(change -> facts.line(
            "CHANGED since this round opened, so everybody will be asked again", change));
    var forLife = pages.forLife().stream().map(Rule::name).collect(Collectors.toSet());
    round.criteria().stream()
        .filter(criterion -> !isQuiet(criterion, forLife))
        .forEach(criterion ->
            facts.line(criterion.effect() + " · " + criterion.name(), criterion.fact()));
    tellQuiet(facts, "PASS", round, Effect.PASS, forLife);
    tellQuiet(facts, "NOT YET ASKED", round, Effect.NOT_YET, forLife);
    table.of(initiativeOf(gate)).stream()
        .filter(earlier -> earlier.phase() == round.phase()
            && earlier.round() == round.round() - 1
            && earlier.why() != null)
        .forEach(earlier -> facts.line(
            "Round " + earlier.round() + " ended in " + earlier.decision(), earlier.why()));
    return facts;
  }

  /**
   * One line for all rules of the whole life that found nothing, and one for those of later gates.
   */
  private static void tellQuiet(
      Facts facts, String title, GateRecord round, Effect effect, Set<String> forLife) {
    var names = round.criteria().stream()
        .filter(criterion -> criterion.effect() == effect && isQuiet(criterion, forLife))
        .map(Criterion::name)
        .toList();
    if (!names.isEmpty())
      facts.line(
          title + " · " + names.size() + " rules for the whole life", String.join("; ", names));
  }

  private static boolean isQuiet(Criterion criterion, Set<String> forLife) {
    return !criterion.effect().fires() && forLife.contains(criterion.name());
  }

  /** One round, by the id of its process instance. */
  public GateRecord get(String gate) {
    return table
        .find(gate)
        .orElseThrow(() -> new Unknown("gate", "There is no gate “" + gate + "”."));
  }

  public String initiativeOf(String gate) {
    return table
        .initiativeOf(gate)
        .orElseThrow(() -> new Unknown("gate", "There is no gate “" + gate + "”."));
  }

  /** Every round held about an initiative, oldest first; open ones have no decision yet. */
  public List<GateRecord> of(String initiative) {
    return table.of(initiative);
  }

  /** The same for every initiative that had a gate. */
  public Map<String, List<GateRecord>> all() {
    return table.all();
  }

  /** Whether the newest decision about the phase lets the next one begin. */
  public boolean passed(String initiative, Phase phase) {
    return Optional.ofNullable(table.decisions(initiative).get(phase))
        .map(GateDecision::passes)
        .orElse(false);
  }

  /** Refuses unless the gates of all phases before this one were passed. */
  public void mustReach(String initiative, Phase phase) {
    order.mustReach(initiative, phase);
  }

  /** Refuses unless the gates of all phases were passed, the last one deciding on the end. */
  public void mustEnd(String initiative) {
    order.mustEnd(initiative);
  }

  /** Waivers past their day whose gate was not decided anew since, the longest expired first. */
  public List<Waiver> expiredWaivers() {
    return table.expired(LocalDate.now(clock));
  }

  private String person(String field) {
    return people
        .current()
        .orElseThrow(() -> new Refusal(field, "Please log in: a decision needs a name."));
  }

  private Instant now() {
    return clock.instant();
  }
}
