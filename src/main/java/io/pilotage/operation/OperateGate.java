package io.pilotage.operation;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GatePage;
import io.pilotage.gate.Rule;
import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Initiative;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.value.Working;
import io.pilotage.watch.WatchTiming;
import io.pilotage.watch.Watches;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What is asked of a model in production before its operation is signed for. */
@Component
@Order(8)
class OperateGate implements GatePage {

  private final Initiatives initiatives;
  private final Watches watches;
  private final Incidents incidents;
  private final ReviewTable reviews;
  private final GovernanceTable governance;
  private final WatchTiming timing;
  private final OperationProperties properties;
  private final Clock clock;

  OperateGate(
      Initiatives initiatives,
      Watches watches,
      Incidents incidents,
      ReviewTable reviews,
      GovernanceTable governance,
      WatchTiming timing,
      OperationProperties properties,
      Clock clock) {
    this.initiatives = initiatives;
    this.watches = watches;
    this.incidents = incidents;
    this.reviews = reviews;
    this.governance = governance;
    this.timing = timing;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.OPERATE;
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        rule("Watch registered", this::watchRegistered).moving(),
        rule("No open incident", this::noOpenIncident).moving(),
        rule("Is it working?", this::isItWorking),
        rule("Governance reviewed", this::governanceReviewed),
        rule("New domain in order", this::newDomainInOrder));
  }

  /** A model in production has thresholds, a watcher and a day of its next review. */
  Finding watchRegistered(String initiative) {
    var watch = initiatives
        .find(initiative)
        .map(Initiative::model)
        .flatMap(watches::find)
        .filter(found -> found.nextReview() != null);
    if (watch.isEmpty()) return Finding.block("The model is in production without a watch.");
    var fact = watch.get().thresholds().size() + " thresholds, next review "
        + watch.get().nextReview() + ".";
    return watch.get().thresholds().isEmpty()
        ? Finding.warn("No threshold is registered yet. " + fact)
        : Finding.pass(fact);
  }

  /** No incident is left open while a model is signed for. */
  Finding noOpenIncident(String initiative) {
    var open = incidents.of(initiative).stream().filter(Incident::open).count();
    return open == 0
        ? Finding.pass("No incident is open.")
        : Finding.warn(open + " incidents are open.");
  }

  /** R75: the question was answered yes, no or not enough data. */
  Finding isItWorking(String initiative) {
    var last = reviews.of(initiative).stream().findFirst();
    if (last.isEmpty()) return Finding.block("Nobody has reviewed the model yet.");
    var fact = "The review of " + last.get().at() + " says " + last.get().working() + ", decision "
        + last.get().decision() + ".";
    return last.get().working() == Working.YES ? Finding.pass(fact) : Finding.warn(fact);
  }

  /** The governance was reviewed in this quarter, and says what was learned and what changes. */
  Finding governanceReviewed(String initiative) {
    var last = governance.of(initiative).stream().findFirst();
    if (last.isEmpty()) return Finding.block("Nobody has reviewed the governance yet.");
    var fact = "Reviewed by " + last.get().by() + " at " + last.get().at() + "; what changes: "
        + last.get().changes().said();
    var due = last.get().at().plus(timing.reviewEvery()).plus(properties.reviewWithin());
    return due.isBefore(clock.instant())
        ? Finding.block(fact + " That is longer ago than a review may be: review it again.")
        : Finding.pass(fact);
  }

  /**
   * No adjacent use case and no replication before the model is stable, documented and taught. It
   * warns and never blocks.
   */
  Finding newDomainInOrder(String initiative) {
    var last = governance.of(initiative).stream().findFirst();
    if (last.isEmpty() || last.get().nextSteps().isEmpty())
      return Finding.pass("The last governance review proposes no initiative.");
    var steps = last.get().nextSteps();
    return steps.stream()
        .filter(step -> step.warning() != null)
        .findFirst()
        .map(step -> Finding.warn("“" + step.proposal().title() + "”, "
            + step.proposal().kind().words() + ": " + step.warning()))
        .orElseGet(() -> Finding.pass("Proposed in order: "
            + steps.stream().map(step -> step.proposal().title()).collect(Collectors.joining(", "))
            + "."));
  }
}
