package io.pilotage.operation;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import io.pilotage.value.Working;
import org.springframework.stereotype.Component;

/** “Is it working?” was answered yes, no or not enough data. */
@Component
class ReviewAnswered implements GateRule {

  private final ReviewTable reviews;

  ReviewAnswered(ReviewTable reviews) {
    this.reviews = reviews;
  }

  @Override
  public Phase phase() {
    return Phase.OPERATE;
  }

  @Override
  public String name() {
    return "Is it working?";
  }

  @Override
  public Finding check(String initiative) {
    var last = reviews.of(initiative).stream().findFirst();
    if (last.isEmpty()) return Finding.block("Nobody has reviewed the model yet.");
    var fact = "The review of " + last.get().at() + " says " + last.get().working() + ", decision "
        + last.get().decision() + ".";
    return last.get().working() == Working.YES ? Finding.pass(fact) : Finding.warn(fact);
  }
}
