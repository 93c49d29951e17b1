package io.pilotage.incident;

/** What an incident turned out to be. */
public enum IncidentKind {
  MODEL_FAILURE,
  DRIFT,
  ADVERSARIAL_ATTACK
}
