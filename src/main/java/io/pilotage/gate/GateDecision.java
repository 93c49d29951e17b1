package io.pilotage.gate;

/** How a gate was decided. */
public enum GateDecision {
  GO,
  /** Go, although a criterion is open: approved by a named person, with a reason, until a day. */
  WAIVER,
  REWORK,
  STOP;

  /** Whether the next phase may begin. */
  public boolean passes() {
    return this == GO || this == WAIVER;
  }
}
