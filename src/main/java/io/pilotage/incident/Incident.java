package io.pilotage.incident;

import java.time.Instant;

/**
 * Something that went wrong, who looked at it, and what was learned. Its parts are always there;
 * what is not known yet is null in them.
 */
public record Incident(
    long id,
    String initiative,
    String model,
    String version,
    Report report,
    Answer answer,
    String lesson,
    Instant closedAt) {

  /** What went wrong, and who said so. */
  public record Report(
      Effect effect, String cause, String severity, String why, Instant at, String by) {}

  /** What people found, and what they do about it. */
  public record Answer(
      IncidentKind kind, String finding, IncidentAction action, String by, Instant at) {}

  public boolean open() {
    return closedAt == null;
  }

  public Effect effect() {
    return report.effect();
  }

  public String cause() {
    return report.cause();
  }

  public String severity() {
    return report.severity();
  }

  public String why() {
    return report.why();
  }
}
