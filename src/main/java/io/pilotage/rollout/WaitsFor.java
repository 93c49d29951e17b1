package io.pilotage.rollout;

/** What an unclear stage waits for. */
public enum WaitsFor {
  /** More samples, or the end of the soak. */
  TIME,
  /** The opinion of people; everything else is fine. */
  SAMPLE,
  /** A person: the longest soak is over. */
  DECISION
}
