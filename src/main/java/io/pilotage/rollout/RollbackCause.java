package io.pilotage.rollout;

import java.util.Locale;

/** Why the traffic of a model went back: it steps back by itself, and people roll it back. */
public enum RollbackCause {
  /** The verdict on the candidate. */
  NUMBERS,
  /** An alert from outside about the candidate. */
  ALERT,
  /** A person's answer to an incident. */
  INCIDENT,
  /** A person, at any time. */
  PERSON;

  /**
   * True when no person asked for it. Only that speaks against the version and counts towards its
   * quarantine.
   */
  public boolean automatic() {
    return this == NUMBERS || this == ALERT;
  }

  /** The outer name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
