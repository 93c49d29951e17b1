package io.pilotage.operation;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.watch.Watches;
import org.springframework.stereotype.Component;

/** A model in production has thresholds, a watcher and a day of its next review. */
@Component
class WatchRegistered implements GateRule {

  private final Initiatives initiatives;
  private final Watches watches;

  WatchRegistered(Initiatives initiatives, Watches watches) {
    this.initiatives = initiatives;
    this.watches = watches;
  }

  @Override
  public Phase phase() {
    return Phase.OPERATE;
  }

  @Override
  public String name() {
    return "Watch registered";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    var watch = initiatives
        .find(initiative)
        .map(known -> known.model())
        .flatMap(watches::find)
        .filter(found -> found.nextReview() != null);
    if (watch.isEmpty()) return Finding.block("The model is in production without a watch.");
    var fact = watch.get().thresholds().size() + " thresholds, next review "
        + watch.get().nextReview() + ".";
    return watch.get().thresholds().isEmpty()
        ? Finding.warn("No threshold is registered yet. " + fact)
        : Finding.pass(fact);
  }
}
