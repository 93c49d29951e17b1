package io.pilotage.rollout;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The times in the diagrams of rollout and rollback, as the engine's timers want them. */
@Component
public class RolloutTiming {

  private final RolloutProperties properties;
  private final Clock clock;

  RolloutTiming(RolloutProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /** How long an unclear stage, or a version behind another one, waits. */
  public String getNextLook() {
    return properties.nextLook().toString();
  }

  public String getSampleDue() {
    return due(properties.sampleDue());
  }

  public String getDecisionDue() {
    return due(properties.decisionDue());
  }

  public String getReviewDue() {
    return due(properties.reviewDue());
  }

  private String due(Duration after) {
    return clock.instant().plus(after).toString();
  }
}
