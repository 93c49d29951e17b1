package io.pilotage.gate;

/** Why a gate ended in rework or stop. */
public enum Cause {
  INTEGRATION,
  GOVERNANCE,
  METRIC,
  HANDOFF,
  OTHER
}
