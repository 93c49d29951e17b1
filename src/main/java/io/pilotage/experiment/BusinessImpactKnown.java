package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R45: a number of money or time a year; accuracy alone never passes. */
@Component
class BusinessImpactKnown implements GateRule {

  private final Experiments experiments;
  private final Concepts concepts;

  BusinessImpactKnown(Experiments experiments, Concepts concepts) {
    this.experiments = experiments;
    this.concepts = concepts;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Business impact known";
  }

  @Override
  public Finding check(String initiative) {
    var impact = concepts.report(initiative).map(Report::yearlyImpact);
    if (impact.isEmpty())
      return Finding.block(experiments
          .chosen(initiative)
          .map(chosen -> "The candidate is " + Wording.percent(chosen.figures().accuracy())
              + " accurate, but nobody says what that is worth.")
          .orElse("Nobody says what it is worth."));
    return impact.get() > 0
        ? Finding.pass("Worth " + Wording.money(impact.get()) + " a year.")
        : Finding.block("Worth " + Wording.money(impact.get()) + " a year: that is no gain.");
  }
}
