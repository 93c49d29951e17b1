package io.pilotage.gate;

/** What the approver says about open criteria. */
public enum WaiverDecision {
  GRANTED,
  REFUSED
}
