package io.pilotage.sync;

import java.util.List;

/** What came out of a sync, as written down by the person who held it. */
public record Minutes(
    String dataScienceAttendees,
    String businessAttendees,
    String minutes,
    String decisions,
    List<String> actionsDone,
    List<NewAction> actions) {

  /** One row of the form: what, by which group, until which day (ISO-8601). */
  public record NewAction(String action, String owner, String due) {}
}
