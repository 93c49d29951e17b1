package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * R40: a complex solution earns its complexity; a simple one that is chosen has nothing to beat.
 */
@Component
class CandidateBeatsBaseline implements GateRule {

  private final Experiments experiments;

  CandidateBeatsBaseline(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Candidate beats the baseline";
  }

  @Override
  public Finding check(String initiative) {
    var chosen = experiments.chosen(initiative);
    if (chosen.isEmpty()) return Finding.block("No candidate was found.");
    var baseline = experiments.baseline(initiative);
    if (baseline.isEmpty()) return Finding.block("There is no baseline to beat.");
    return judge(chosen.get(), baseline.get());
  }

  private static Finding judge(Experiment chosen, Experiment baseline) {
    var fact = "“" + chosen.hypothesis() + "” reaches "
        + Wording.percent(chosen.figures().accuracy()) + ", the baseline "
        + Wording.percent(baseline.figures().accuracy());
    if (chosen.complexity() == Complexity.BASELINE)
      return Finding.pass(fact + "; the simple solution was chosen.");
    return chosen.beats(baseline)
        ? Finding.pass(fact + ".")
        : Finding.block(fact + ": complexity without gain.");
  }
}
