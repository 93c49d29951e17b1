package io.pilotage.rollout;

/** What a person can say about a stage that stays unclear. More traffic is not among it. */
public enum StageDecision {
  EXTEND,
  GIVE_UP
}
