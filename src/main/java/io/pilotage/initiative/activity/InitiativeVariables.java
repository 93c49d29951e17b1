package io.pilotage.initiative.activity;

import io.pilotage.engine.ProcessVariable;
import java.time.LocalDate;

/** What the start form of an initiative asks, and what its withdrawal carries. */
public final class InitiativeVariables {

  /** What the initiative is about, in a few words. */
  public static final ProcessVariable<String> TITLE = ProcessVariable.line("title");
  /** User name of the sponsor; may stay open until the committee is named. */
  public static final ProcessVariable<String> SPONSOR = ProcessVariable.line("sponsor");
  /** When work is meant to begin. */
  public static final ProcessVariable<LocalDate> PLANNED_START =
      ProcessVariable.date("plannedStart");
  /** Why the initiative is withdrawn; carried by the message. */
  public static final ProcessVariable<String> REASON = ProcessVariable.text("reason");

  private InitiativeVariables() {}
}
