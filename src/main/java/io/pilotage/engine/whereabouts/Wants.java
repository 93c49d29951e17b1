package io.pilotage.engine.whereabouts;

/** What a process that stands somewhere needs to go on. */
public enum Wants {
  /** Somebody who completes a task. */
  PERSON,
  /** Another process that was called, and has whereabouts of its own. */
  PROCESS,
  /** A moment. */
  TIME,
  /** Work that is done beside the process and reports when it is done. */
  NEWS,
  /** A worker outside of the product. */
  WORKER,
  /** Its own next step, done at once or tried again. */
  STEP
}
