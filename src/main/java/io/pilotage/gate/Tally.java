package io.pilotage.gate;

/** What the signatures and criteria of one round add up to. */
public enum Tally {
  /** Every role approved and no criterion blocks. */
  PASSED,
  /** Every role approved, but a criterion blocks: somebody has to answer for a waiver. */
  CRITERIA_OPEN,
  REWORK,
  STOP
}
