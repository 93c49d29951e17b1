package io.pilotage.operation;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import io.pilotage.watch.WatchTiming;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The governance was reviewed in this quarter, and says what was learned and what changes. */
@Component
class GovernanceReviewed implements GateRule {

  private final GovernanceTable reviews;
  private final WatchTiming timing;
  private final OperationProperties properties;
  private final Clock clock;

  GovernanceReviewed(
      GovernanceTable reviews, WatchTiming timing, OperationProperties properties, Clock clock) {
    this.reviews = reviews;
    this.timing = timing;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.OPERATE;
  }

  @Override
  public String name() {
    return "Governance reviewed";
  }

  @Override
  public Finding check(String initiative) {
    var last = reviews.of(initiative).stream().findFirst();
    if (last.isEmpty()) return Finding.block("Nobody has reviewed the governance yet.");
    var fact = "Reviewed by " + last.get().by() + " at " + last.get().at() + "; what changes: "
        + last.get().changes().said();
    var due = last.get().at().plus(timing.reviewEvery()).plus(properties.reviewWithin());
    return due.isBefore(clock.instant())
        ? Finding.block(fact + " That is longer ago than a review may be: review it again.")
        : Finding.pass(fact);
  }
}
