package io.pilotage.readiness;

import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;

/** A criterion of the productionize gate that proves one of the go-live six. */
interface GoLiveRule extends GateRule {

  GoLiveItem item();

  @Override
  default Phase phase() {
    return Phase.PRODUCTIONIZE;
  }
}
