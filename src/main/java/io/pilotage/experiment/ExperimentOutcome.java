package io.pilotage.experiment;

/** What follows from an experiment. */
public enum ExperimentOutcome {
  CONTINUE,
  CANDIDATE_FOUND,
  GIVE_UP
}
