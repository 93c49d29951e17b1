package io.pilotage.monitoring.log;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Shows an operator that predictions are refused, and what to do. Those who call models are served
 * all the same.
 */
@Component
class PredictionLogHealthIndicator extends AbstractHealthIndicator {

  private final PredictionLog log;

  PredictionLogHealthIndicator(PredictionLog log) {
    this.log = log;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    log.trouble()
        .ifPresentOrElse(
            trouble -> health
                .down()
                .withDetail("problem", trouble.sentence())
                .withDetail("remedy", LogTrouble.REMEDY),
            health::up);
  }
}
