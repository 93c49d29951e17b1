package io.pilotage.watch;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** When models are looked at, as the diagram reads it, and what those who review them go by. */
@Component
public class WatchTiming {

  private final WatchProperties times;

  WatchTiming(WatchProperties times) {
    this.times = times;
  }

  /** A cron text. */
  public String getCycle() {
    return times.watchCycle();
  }

  /** How long a verdict holds, and within what a serving model must be heard of. */
  public Duration interval() {
    return times.interval();
  }

  /** From one review of a model to the next. */
  public Duration reviewEvery() {
    return times.reviewEvery();
  }
}
