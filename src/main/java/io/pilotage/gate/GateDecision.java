package io.pilotage.gate;

/** How a gate was decided. */
public enum GateDecision {
  GO,
  /** Go, although a criterion is open: approved by a named person, with a reason, until a day. */
  WAIVER,
  REWORK,
  STOP,
  /**
   * No decision about the phase: its evidence changed while people signed, so they are asked again
   * in the next round.
   */
  ASKED_AGAIN;

  /** Whether the next phase may begin. */
  public boolean passes() {
    return this == GO || this == WAIVER;
  }
}
