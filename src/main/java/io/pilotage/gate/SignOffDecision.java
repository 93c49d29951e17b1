package io.pilotage.gate;

/** What a signer says. */
public enum SignOffDecision {
  APPROVED,
  REWORK,
  STOPPED
}
