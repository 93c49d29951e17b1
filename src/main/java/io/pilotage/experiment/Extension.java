package io.pilotage.experiment;

/** What is decided when time or budget is used up. */
public enum Extension {
  EXTEND,
  STOP
}
