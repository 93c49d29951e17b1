package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** A model without a fallback takes the business down with it. */
@Component
class FallbackOwned implements GateRule {

  private final Charters charters;

  FallbackOwned(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Fallback chosen and owned";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::fallback)
        .map(fallback ->
            Finding.pass(fallback.kind().words() + ", owned by " + fallback.owner() + "."))
        .orElseGet(() -> Finding.block("No fallback was chosen."));
  }
}
