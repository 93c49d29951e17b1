package io.pilotage.readiness;

import java.time.Duration;
import java.time.Instant;

/**
 * A synthetic alert and the answer to it.
 *
 * @param reached whether it arrived where real alerts will; null while nobody answered
 */
public record TestAlert(String model, Instant raisedAt, Instant acknowledgedAt, String acknowledgedBy, Boolean reached, String remark) {

  public boolean acknowledged() {
    return Boolean.TRUE.equals(reached);
  }

  /** From the alert to the person who answered; only for an acknowledged alert. */
  public Duration took() {
    return Duration.between(raisedAt, acknowledgedAt);
  }
}
