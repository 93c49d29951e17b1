package io.pilotage.operation;

import io.pilotage.audit.Ledger;
import io.pilotage.charter.Charters;
import io.pilotage.engine.Facts;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.LinkKind;
import io.pilotage.initiative.LinkedProposal;
import io.pilotage.initiative.Links;
import io.pilotage.operation.ScaleOutStep.Name;
import io.pilotage.watch.WatchTiming;
import io.pilotage.watch.Watches;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The quarterly governance review: what was learned, what changes, when to look again, and which
 * initiatives follow.
 */
@Service
public class Governance {

  private final GovernanceTable table;
  private final ScaleOut scaleOut;
  private final Watches watches;
  private final Incidents incidents;
  private final Operations operations;
  private final Charters charters;
  private final Links links;
  private final Ledger ledger;
  private final People people;
  private final WatchTiming timing;
  private final Clock clock;

  Governance(
      GovernanceTable table,
      ScaleOut scaleOut,
      Watches watches,
      Incidents incidents,
      Operations operations,
      Charters charters,
      Links links,
      Ledger ledger,
      People people,
      WatchTiming timing,
      Clock clock) {
    this.table = table;
    this.scaleOut = scaleOut;
    this.watches = watches;
    this.incidents = incidents;
    this.operations = operations;
    this.charters = charters;
    this.links = links;
    this.ledger = ledger;
    this.people = people;
    this.timing = timing;
    this.clock = clock;
  }

  /** The reviews about an initiative, the newest first. */
  public List<GovernanceReview> of(String initiative) {
    return table.of(initiative);
  }

  /**
   * What a review starts from: the last one, what incidents taught since, and how far scaling out
   * is.
   */
  public Facts facts(String initiative) {
    var facts = Facts.about();
    warn(initiative, facts);
    charters
        .of(initiative)
        .filter(charter -> charter.committee() != null)
        .ifPresent(charter ->
            facts.line("Decides what is deployed", charter.committee().decider().words()));
    var last = of(initiative).stream().findFirst();
    last.ifPresent(review -> facts.line(
        "Last review",
        review.at() + " by " + review.by() + ": " + review.changes().said()));
    incidents.of(initiative).stream()
        .filter(incident -> incident.lesson() != null
            && last.map(review -> incident.closedAt().isAfter(review.at())).orElse(true))
        .forEach(
            incident -> facts.line("Incident " + incident.id() + " taught", incident.lesson()));
    scaleOut
        .of(initiative)
        .ifPresent(view -> view.steps()
            .forEach(step -> facts.line(
                (step.name().ordinal() + 1) + " " + step.name().words(),
                words(step.state()) + ". " + step.fact())));
    return facts;
  }

  private void warn(String initiative, Facts facts) {
    if (scaleOut.warning(initiative, LinkKind.ADJACENT_USE_CASE).isEmpty()) return;
    var missing = scaleOut.of(initiative).stream()
        .flatMap(view -> view.steps().stream())
        .limit(Name.ADJACENT_USE_CASE.ordinal())
        .filter(step -> !step.done())
        .map(step -> step.name().words().toLowerCase(Locale.ROOT))
        .toList();
    facts.line(
        "WARNING",
        "an adjacent use case or a replication would come before its time. Still to do: "
            + String.join(", ", missing)
            + ". You may propose it all the same; the warning is kept with it.");
  }

  /** The day until which the next review has to be, if nobody chooses an earlier one. */
  public LocalDate latestReview() {
    return LocalDate.ofInstant(latest(), ZoneOffset.UTC);
  }

  /**
   * Keeps what was learned and what changes, and answers when the next review is due. Proposed
   * initiatives wait for the signatures.
   */
  @Transactional
  public Instant answer(String initiative, GovernanceAnswer answer) {
    answer.mustBeWhole();
    var due = due(answer.nextReviewOn());
    var by = people.currentOrSystem();
    if (answer.decider() != null) charters.govern(initiative, answer.decider());
    var review = table.add(initiative, answer, due, by, clock.instant());
    ledger.record(initiative, by, "governance-reviewed", initiative, details(answer, due));
    answer.nextSteps().forEach(step -> propose(initiative, review, step, by));
    watches.nextReview(operations.route(initiative).model(), due);
    return due;
  }

  private void propose(String initiative, long review, LinkedProposal step, String by) {
    var warning = scaleOut.warning(initiative, step.kind());
    table.propose(review, step, warning.orElse(null));
    warning.ifPresent(text -> ledger.record(
        initiative,
        by,
        "scale-out-warned",
        step.title(),
        Map.of("kind", step.kind().name(), "warning", text)));
  }

  /**
   * Starts what the newest review proposed. Safe to repeat: what was started is not started again.
   */
  @Transactional
  public void startLinked(String initiative) {
    of(initiative).stream()
        .findFirst()
        .ifPresent(review -> review.nextSteps().stream()
            .filter(step -> step.started() == null)
            .forEach(step -> table.started(
                step.id(),
                links
                    .start(initiative, step.proposal(), step.warning(), review.by())
                    .key())));
  }

  private Instant due(LocalDate day) {
    var latest = latest();
    if (day == null) return latest;
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Refusal.unless(
        !day.isBefore(today) && !day.isAfter(latestReview()),
        "nextReviewOn",
        "Governance is reviewed every " + timing.reviewEvery().toDays()
            + " days at least: choose a day from " + today + " to " + latestReview()
            + ", or leave it empty for the last of them.");
    var end = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return end.isBefore(latest) ? end : latest;
  }

  private Instant latest() {
    return clock.instant().plus(timing.reviewEvery()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Map<String, Object> details(GovernanceAnswer answer, Instant due) {
    var details = new HashMap<String, Object>();
    details.put("learned", answer.learned());
    details.put("change", answer.change());
    if (answer.decider() != null) details.put("decider", answer.decider().name());
    if (answer.runbook() != null) details.put("runbook", answer.runbook());
    if (answer.trained() != null) details.put("trained", answer.trained());
    details.put("nextReview", due.toString());
    details.put("proposed", answer.nextSteps().size());
    return details;
  }

  private static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
