package io.pilotage.initiative;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** When the tasks of the first phase are due, as ISO-8601 text for the engine. */
@Component
public class InitiativeTiming {

  private final InitiativeProperties properties;
  private final Clock clock;

  InitiativeTiming(InitiativeProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  public String getAnswerDue() {
    return clock
        .instant()
        .plus(properties.answerWithin())
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }
}
