package io.pilotage.retraining;

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
  public static final String ALERT = "alert:";
  /** What collects the alerts beyond those that have an incident each. */
  public static final String ALERTS = "alerts";

  public static final String SILENCE = "silence";
  public static final String MONITORING = "monitoring";
  public static final String CRITICAL = "critical";
  public static final String SCHEDULE = "schedule";
  /** The severity of a bill that was never right, instead of one that got worse. */
  public static final String SAVING = "saving";

  public Breach saying(String more) {
    return new Breach(model, initiative, version, cause, severity, why + " " + more);
  }

  public Breach collecting() {
    return new Breach(
        model,
        initiative,
        version,
        ALERTS,
        severity,
        "Many alerts of different names came in while others were open.");
  }

  /** The name under which only one can be open at a time. */
  public String slot() {
    return slot(model, cause);
  }

  public static String slot(String model, String cause) {
    return (model == null ? "*" : model) + " " + cause;
  }
}
