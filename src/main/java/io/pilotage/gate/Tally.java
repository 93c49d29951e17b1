package io.pilotage.gate;

/** What the signatures and criteria of one round add up to. */
public enum Tally {
  /** Every role approved and no criterion blocks. */
  PASSED(GateDecision.GO),
  /** Every role approved, but a criterion blocks: rework, unless somebody answers for a waiver. */
  CRITERIA_OPEN(GateDecision.REWORK),
  /** The evidence is another than the one people signed. */
  EVIDENCE_CHANGED(GateDecision.REWORK),
  REWORK(GateDecision.REWORK),
  STOP(GateDecision.STOP);

  private final GateDecision decision;

  Tally(GateDecision decision) {
    this.decision = decision;
  }

  /** How the gate ends when nobody does anything more. */
  public GateDecision decision() {
    return decision;
  }
}
