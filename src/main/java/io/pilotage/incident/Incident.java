package io.pilotage.incident;

import java.time.Instant;

/**
 * Something that went wrong, who looked at it, and what was learned. What is not known yet is null.
 */
public record Incident(
    long id,
    String initiative,
    String model,
    String version,
    Effect effect,
    String cause,
    String severity,
    String why,
    Instant openedAt,
    String openedBy,
    IncidentKind kind,
    String finding,
    IncidentAction action,
    String decidedBy,
    Instant decidedAt,
    String lesson,
    Instant closedAt) {

  public boolean open() {
    return closedAt == null;
  }
}
