package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R41: a gap of more than a week between records warns. */
@Component
class RecordKeptWeekly implements GateRule {

  private final Experiments experiments;
  private final ExperimentProperties limits;

  RecordKeptWeekly(Experiments experiments, ExperimentProperties limits) {
    this.experiments = experiments;
    this.limits = limits;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Experiments recorded weekly";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    if (experiments.of(initiative).size() < 2)
      return Finding.warn("Fewer than two experiments are recorded.");
    var gap = experiments.longestGap(initiative);
    return gap.compareTo(limits.recordEvery()) <= 0
        ? Finding.pass("The longest gap between records is " + Wording.time(gap) + ".")
        : Finding.warn("For " + Wording.time(gap) + " nothing was recorded.");
  }
}
