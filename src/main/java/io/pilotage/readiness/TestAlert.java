package io.pilotage.readiness;

import java.time.Duration;
import java.time.Instant;

/**
 * A synthetic alert, the way it took and the answer to it.
 *
 * @param arrivedAt when it came in by {@code /api/alerts}; null while it did not
 * @param problem why it could not be sent in; null when it could
 * @param reached whether it arrived where real alerts will; null while nobody answered
 */
public record TestAlert(
    String model,
    Instant raisedAt,
    Instant arrivedAt,
    String problem,
    Instant acknowledgedAt,
    String acknowledgedBy,
    Boolean reached,
    String remark) {

  public boolean arrived() {
    return arrivedAt != null;
  }

  public boolean acknowledged() {
    return Boolean.TRUE.equals(reached);
  }

  /** From the alert to the person who answered; only for an acknowledged alert. */
  public Duration took() {
    return Duration.between(raisedAt, acknowledgedAt);
  }

  /** From the alert to the door; only for one that arrived. */
  public Duration onItsWay() {
    return Duration.between(raisedAt, arrivedAt);
  }
}
