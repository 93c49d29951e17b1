package io.pilotage.operations;

/**
 * Something that is not as it should be in production.
 *
 * @param model null when it concerns all models, as an outage of monitoring does
 * @param cause a signal's outer name, {@code silence}, {@code monitoring} or {@code alert:} and its name
 * @param severity {@code breach}, {@code critical} or what an alert calls it
 */
public record Breach(String model, String initiative, String version, String cause, String severity, String why) {

  static final String SILENCE = "silence";
  static final String MONITORING = "monitoring";

  /** The name under which only one can be open at a time. */
  String slot() {
    return (model == null ? "*" : model) + " " + cause;
  }
}
