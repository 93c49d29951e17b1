package io.pilotage.notification;

import java.util.Locale;

/** Why somebody is told. */
public enum Kind {
  TASK_WAITING,
  REMINDER,
  ESCALATION,
  STEP_BACK,
  ROLLBACK,
  SYNC_INVITATION,
  INCIDENT,
  INFO;

  /** The kind as a person would write it: {@code STEP_BACK} becomes “Step back”. */
  public String label() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
