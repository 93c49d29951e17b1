package io.pilotage.incident;

/** What a breach opens, as the table {@code watch-triggers} says. */
public enum Effect {
  INCIDENT,
  RETRAINING,
  REVIEW
}
