package io.pilotage.rollout;

/** How a stage ended. */
public enum StageOutcome {
  PASSED,
  MOVED_BACK,
  GIVEN_UP
}
