package io.pilotage.incident;

/** What is done about an incident at once. */
public enum IncidentAction {
  ROLL_BACK,
  RETRAIN,
  NONE
}
