package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/**
 * R43: same runtime, inside the network, watched, sovereign; and nothing built that only the pilot
 * needs.
 */
@Component
class InfrastructureLikeProduction implements GateRule {

  private final Concepts concepts;

  InfrastructureLikeProduction(Concepts concepts) {
    this.concepts = concepts;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Pilot ran like production";
  }

  @Override
  public Finding check(String initiative) {
    return concepts
        .infrastructure(initiative)
        .map(InfrastructureLikeProduction::judge)
        .orElseGet(() -> Finding.block("Nobody has checked where and how the pilot ran."));
  }

  private static Finding judge(Infrastructure found) {
    if (!found.gaps().isEmpty())
      return Finding.block(
          "Not as in production: " + String.join("; ", found.gaps()) + ". " + found.remark());
    if (found.builtForPilot())
      return Finding.warn("Production infrastructure was built for the pilot: " + found.remark());
    return Finding.pass(
        "Same runtime, inside the network, watched, sovereign, nothing gold-plated.");
  }
}
