package io.pilotage.operation;

/** What becomes of a model after its review. */
public enum ReviewDecision {
  KEEP,
  RETRAIN,
  RETIRE
}
