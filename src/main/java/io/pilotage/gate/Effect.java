package io.pilotage.gate;

/** What a finding does to its gate. */
public enum Effect {
  PASS,
  /** Asked at a later gate; until then it holds nothing up. */
  NOT_YET,
  /** The gate goes on and says so where the signer looks. */
  WARN,
  /** The gate passes only with a waiver. */
  BLOCK;

  /** Whether somebody has to look at it. */
  public boolean fires() {
    return this == WARN || this == BLOCK;
  }
}
