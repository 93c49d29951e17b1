package io.pilotage.operations;

/** What is done about an incident at once. */
public enum IncidentAction {
  ROLL_BACK,
  RETRAIN,
  NONE
}
