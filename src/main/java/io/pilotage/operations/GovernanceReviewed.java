package io.pilotage.operations;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The governance was reviewed in this quarter, and says what was learned and what changes. */
@Component
class GovernanceReviewed implements GateRule {

  private final GovernanceTable reviews;
  private final OperationsProperties properties;
  private final Clock clock;

  GovernanceReviewed(GovernanceTable reviews, OperationsProperties properties, Clock clock) {
    this.reviews = reviews;
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
        + last.get().change();
    var due = last.get().at().plus(properties.reviewEvery()).plus(properties.reviewWithin());
    return due.isBefore(clock.instant())
        ? Finding.block(fact + " That is longer ago than a review may be: review it again.")
        : Finding.pass(fact);
  }
}
