package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * A proof that builds a platform instead of an answer: complexity without gain, or infrastructure
 * only the pilot needs.
 */
@Component
class OverEngineeredPoc implements StandingRule {

  private final Experiments experiments;
  private final Concepts concepts;

  OverEngineeredPoc(Experiments experiments, Concepts concepts) {
    this.experiments = experiments;
    this.concepts = concepts;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Mistake: over-engineered POC";
  }

  @Override
  public Finding check(String initiative) {
    var baseline = experiments.baseline(initiative);
    if (baseline.isEmpty()) return Finding.block("No simple solution was tried first.");
    var chosen =
        experiments.chosen(initiative).filter(found -> found.complexity() == Complexity.CANDIDATE);
    if (chosen.isPresent() && !chosen.get().beats(baseline.get()))
      return Finding.block("“" + chosen.get().hypothesis() + "” is more complex than “"
          + baseline.get().hypothesis() + "” and no better.");
    var built = concepts.infrastructure(initiative).filter(Infrastructure::builtForPilot);
    if (built.isPresent())
      return Finding.warn(
          "Production infrastructure was built for the pilot: " + built.get().remark());
    if (experiments.budgetSpent(initiative))
      return Finding.warn(
          "The budget is spent: " + Wording.money(experiments.spent(initiative)) + ".");
    return Finding.pass("Begun with “" + baseline.get().hypothesis() + "”, "
        + Wording.money(experiments.spent(initiative)) + " spent.");
  }
}
