package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** The tier decides who signs and how long stages soak. */
@Component
class RiskTierSet implements GateRule {

  private final Charters charters;

  RiskTierSet(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Risk tier set";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::risk)
        .map(risk -> Finding.pass("Tier " + risk.words() + "."))
        .orElseGet(() -> Finding.block("The risk was not classified."));
  }
}
