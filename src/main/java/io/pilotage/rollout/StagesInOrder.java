package io.pilotage.rollout;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whoever signs the last stage sees that every stage before it was run and passed. */
@Component
class StagesInOrder implements GateRule {

  private final RolloutTable table;

  StagesInOrder(RolloutTable table) {
    this.table = table;
  }

  @Override
  public Phase phase() {
    return Phase.ROLLOUT;
  }

  @Override
  public String name() {
    return "No stage skipped";
  }

  @Override
  public Finding check(String initiative) {
    var runs =
        table.newest(initiative).map(rollout -> table.stages(rollout.id())).orElse(List.of());
    if (runs.isEmpty()) return Finding.block("No stage was run.");
    var missing = runs.get(0)
        .stage()
        .previous()
        .filter(before -> runs.stream().noneMatch(run -> run.stage() == before && run.passed()));
    return missing.isPresent()
        ? Finding.block("Stage " + missing.get().label() + " has not passed.")
        : Finding.pass(
            "Every stage before " + runs.get(0).stage().label() + " was run and passed.");
  }
}
