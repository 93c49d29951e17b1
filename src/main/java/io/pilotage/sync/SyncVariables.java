package io.pilotage.sync;

import io.pilotage.engine.ProcessVariable;
import java.util.List;

/** What the weekly sync remembers between steps. */
public final class SyncVariables {

  /** Whether this sync has its week for itself; drives the gateway "First this week?". */
  public static final ProcessVariable<Boolean> FIRST_THIS_WEEK =
      ProcessVariable.flag("firstThisWeek");
  /** Names of those who came from data science. */
  public static final ProcessVariable<String> DATA_SCIENCE_ATTENDEES =
      ProcessVariable.line("dataScienceAttendees");
  /** Names of those who came from the business. */
  public static final ProcessVariable<String> BUSINESS_ATTENDEES =
      ProcessVariable.line("businessAttendees");
  /** What was talked about. */
  public static final ProcessVariable<String> MINUTES = ProcessVariable.text("minutes");
  /** What was decided. */
  public static final ProcessVariable<String> SYNC_DECISIONS =
      ProcessVariable.text("syncDecisions");
  /** New promises. */
  public static final ProcessVariable<List<Minutes.NewAction>> SYNC_ACTIONS =
      ProcessVariable.list("syncActions", Minutes.NewAction.class);
  /** Earlier promises the form offers to tick off. */
  public static final ProcessVariable<List<Choice>> OPEN_ACTIONS =
      ProcessVariable.list("openActions", Choice.class);
  /** Ids of the promises that were kept. */
  public static final ProcessVariable<List<String>> ACTIONS_DONE =
      ProcessVariable.texts("actionsDone");

  /** Id of the promise a task is about; read once, when the task opens. */
  public static final ProcessVariable<String> ACTION = ProcessVariable.line("action");
  /** The group that promised it. */
  public static final ProcessVariable<String> ACTION_OWNER = ProcessVariable.text("actionOwner");
  /** The end of the day it was promised for, as ISO date and time. */
  public static final ProcessVariable<String> ACTION_DUE = ProcessVariable.text("actionDue");
  /** What came of it. */
  public static final ProcessVariable<String> ACTION_RESULT = ProcessVariable.text("actionResult");

  private SyncVariables() {}

  /** One tickable line of a form. */
  public record Choice(String value, String label) {}
}
