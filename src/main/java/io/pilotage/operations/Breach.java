package io.pilotage.operations;

/**
 * Something that is not as it should be in production.
 *
 * @param model null when it concerns all models, as an outage of monitoring does
 * @param cause a signal's outer name, {@code silence}, {@code monitoring}, {@code schedule},
 *     {@code review} {@code alert:} and its name, or {@code alerts}
 * @param severity {@code breach}, {@code critical}, {@code due}, {@code saving} or what an alert
 *     calls it
 */
public record Breach(
    String model, String initiative, String version, String cause, String severity, String why) {

  /** Before the name of an alert. */
  static final String ALERT = "alert:";
  /** What collects the alerts beyond those that have an incident each. */
  static final String ALERTS = "alerts";

  static final String SILENCE = "silence";
  static final String MONITORING = "monitoring";
  static final String CRITICAL = "critical";
  static final String SCHEDULE = "schedule";
  /** The severity of a bill that was never right, instead of one that got worse. */
  static final String SAVING = "saving";

  Breach saying(String more) {
    return new Breach(model, initiative, version, cause, severity, why + " " + more);
  }

  Breach collecting() {
    return new Breach(
        model,
        initiative,
        version,
        ALERTS,
        severity,
        "Many alerts of different names came in while others were open.");
  }

  /** The name under which only one can be open at a time. */
  String slot() {
    return slot(model, cause);
  }

  static String slot(String model, String cause) {
    return (model == null ? "*" : model) + " " + cause;
  }
}
