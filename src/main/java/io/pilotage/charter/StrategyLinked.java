package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** Work that serves no priority loses its people first. */
@Component
class StrategyLinked implements GateRule {

  private final Charters charters;

  StrategyLinked(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Strategy linked";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::strategy)
        .map(strategy -> Finding.pass("Serves: " + strategy.priority() + "."))
        .orElseGet(() -> Finding.block("No business priority was named."));
  }
}
