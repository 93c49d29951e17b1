package io.pilotage.readiness;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The due dates of the phase, as ISO date and time for the diagram. */
@Component
public class ReadinessTiming {

  private final ReadinessProperties properties;
  private final Clock clock;

  ReadinessTiming(ReadinessProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  public String getTaskDue() {
    return in(properties.taskDue());
  }

  public String getAlertDue() {
    return in(properties.alertDue());
  }

  private String in(Duration duration) {
    return clock.instant().plus(duration).toString();
  }
}
