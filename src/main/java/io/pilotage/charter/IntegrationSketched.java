package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** What does not fit downstream is found out now or at the end. */
@Component
class IntegrationSketched implements GateRule {

  private final Charters charters;

  IntegrationSketched(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Integration sketched";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::integration)
        .map(IntegrationSketched::judge)
        .orElseGet(() -> Finding.block("No integration was sketched."));
  }

  private static Finding judge(Integration integration) {
    if (!integration.apiReachable())
      return Finding.block(
          "The interface " + integration.api() + " cannot be reached in production.");
    if (!integration.outputMatches())
      return Finding.block(integration.consumer() + " does not take what the model answers.");
    return Finding.pass(integration.api() + " feeds " + integration.consumer() + ", owned by "
        + integration.owner() + ".");
  }
}
