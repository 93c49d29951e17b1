package io.pilotage.rollout;

/** How to go on after the traffic moved back. */
public enum StepBackDecision {
  RESUME,
  OTHER_VERSION,
  GIVE_UP
}
