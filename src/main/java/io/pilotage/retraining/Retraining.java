package io.pilotage.retraining;

import java.time.Instant;

/**
 * One call for a new version and what became of it. What is not known yet is null.
 *
 * @param holdoutAccuracy what the worker measured on data it did not train on, 0 to 1
 * @param outcome DECLINED, NOT_TRAINED, REJECTED, NOT_PROMOTED or PROMOTED
 */
public record Retraining(
    long id,
    String initiative,
    String model,
    String baseVersion,
    String cause,
    String why,
    Instant openedAt,
    String openedBy,
    Boolean wanted,
    String decision,
    String decidedBy,
    String version,
    String artifact,
    Boolean accepted,
    Double accuracy,
    String validation,
    String outcome,
    Instant closedAt,
    Double holdoutAccuracy,
    Integer holdoutRows) {

  public boolean open() {
    return closedAt == null;
  }
}
