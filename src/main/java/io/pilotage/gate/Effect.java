package io.pilotage.gate;

/** What a finding does to its gate. */
public enum Effect {
  PASS,
  /** The gate goes on and says so where the signer looks. */
  WARN,
  /** The gate passes only with a waiver. */
  BLOCK
}
