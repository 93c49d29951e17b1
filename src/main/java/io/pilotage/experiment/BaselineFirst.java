package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R40: the first entry of the log is a simple solution. */
@Component
class BaselineFirst implements GateRule {

  private final Experiments experiments;

  BaselineFirst(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Baseline recorded first";
  }

  @Override
  public Finding check(String initiative) {
    var log = experiments.of(initiative);
    if (log.isEmpty()) return Finding.block("The log of experiments is empty.");
    var first = log.get(0);
    if (first.complexity() != Complexity.BASELINE)
      return Finding.block("The first record is no baseline: " + first.hypothesis());
    return Finding.pass("Baseline of " + Wording.day(first.recordedAt()) + ": " + first.hypothesis()
        + ", " + Wording.percent(first.figures().accuracy()) + ".");
  }
}
