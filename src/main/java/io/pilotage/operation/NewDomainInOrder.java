package io.pilotage.operation;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * No adjacent use case and no replication before the model is stable, documented and taught. It
 * warns and never blocks.
 */
@Component
class NewDomainInOrder implements GateRule {

  private final GovernanceTable reviews;

  NewDomainInOrder(GovernanceTable reviews) {
    this.reviews = reviews;
  }

  @Override
  public Phase phase() {
    return Phase.OPERATE;
  }

  @Override
  public String name() {
    return "New domain in order";
  }

  @Override
  public Finding check(String initiative) {
    var last = reviews.of(initiative).stream().findFirst();
    if (last.isEmpty() || last.get().nextSteps().isEmpty())
      return Finding.pass("The last governance review proposes no initiative.");
    var steps = last.get().nextSteps();
    return steps.stream()
        .filter(step -> step.warning() != null)
        .findFirst()
        .map(step -> Finding.warn("“" + step.proposal().title() + "”, "
            + step.proposal().kind().words() + ": " + step.warning()))
        .orElse(Finding.pass("Proposed in order: "
            + String.join(
                ", ", steps.stream().map(step -> step.proposal().title()).toList()) + "."));
  }
}
