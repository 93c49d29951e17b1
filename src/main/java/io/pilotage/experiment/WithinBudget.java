package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R42: close to the ceiling warns, above it blocks. */
@Component
class WithinBudget implements GateRule {

  private final Experiments experiments;
  private final Concepts concepts;
  private final ExperimentProperties limits;

  WithinBudget(Experiments experiments, Concepts concepts, ExperimentProperties limits) {
    this.experiments = experiments;
    this.concepts = concepts;
    this.limits = limits;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Within the budget";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    return concepts
        .box(initiative)
        .map(box -> judge(experiments.spent(initiative), box.budgetCeiling()))
        .orElseGet(() -> Finding.block("No budget was set."));
  }

  private Finding judge(double spent, double ceiling) {
    var fact = Wording.money(spent) + " of " + Wording.money(ceiling) + " are spent.";
    if (!(spent <= ceiling)) return Finding.block(fact);
    return spent >= ceiling * limits.budgetWarning() ? Finding.warn(fact) : Finding.pass(fact);
  }
}
