package io.pilotage.dataset;

/** Where an audit stands. Kept by name in the table. */
public enum AuditState {
  /** Waits for a server that measures it. */
  ASKED,
  /** A server measures it, and renews its lease while it does. */
  RUNNING,
  DONE,
  /** The data could not be measured; the audit says why. */
  FAILED,
  /** A newer audit of the same initiative was asked for before this one was done. */
  REPLACED
}
