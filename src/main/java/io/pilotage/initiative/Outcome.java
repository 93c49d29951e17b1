package io.pilotage.initiative;

/** How an initiative ended. */
public enum Outcome {
  COMPLETED,
  /** A gate said stop. */
  STOPPED,
  /** Its own people took it back. */
  WITHDRAWN
}
