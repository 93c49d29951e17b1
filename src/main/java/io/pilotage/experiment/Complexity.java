package io.pilotage.experiment;

/** What an experiment tried: the simple solution to beat, or something more complex. */
public enum Complexity {
  BASELINE,
  CANDIDATE
}
