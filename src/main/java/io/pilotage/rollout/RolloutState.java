package io.pilotage.rollout;

/** Where the rollout of one candidate stands. */
public enum RolloutState {
  RUNNING,
  /** Traffic went back and a person decides how to go on. */
  MOVED_BACK,
  PROMOTED,
  REJECTED;

  boolean ended() {
    return this == PROMOTED || this == REJECTED;
  }
}
