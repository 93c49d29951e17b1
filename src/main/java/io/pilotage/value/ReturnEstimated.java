package io.pilotage.value;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** A slow payback, and a year that costs more than it brings, are worth a word, not a stop. */
@Component
class ReturnEstimated implements GateRule {

  private final Returns returns;
  private final ValueProperties properties;

  ReturnEstimated(Returns returns, ValueProperties properties) {
    this.returns = returns;
    this.properties = properties;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Return estimated";
  }

  @Override
  public Finding check(String initiative) {
    return returns
        .of(initiative)
        .map(this::judge)
        .orElseGet(() -> Finding.block("Cost and benefit were not estimated."));
  }

  private Finding judge(BusinessCase estimate) {
    var fact = "POC " + estimate.pocCost() + ", production " + estimate.productionCost()
        + " a year, benefit " + estimate.benefit() + " a year: "
        + estimate.expected().words() + ".";
    if (estimate.expected().roiPercent() < 0)
      return Finding.warn(fact + " A year costs more than it brings, however long one waits.");
    var soonEnough = estimate.expected().monthsWithPoc() <= properties.longestPaybackMonths();
    return soonEnough
        ? Finding.pass(fact)
        : Finding.warn(fact + " That is longer than "
            + Math.round(properties.longestPaybackMonths()) + " months.");
  }
}
