package io.pilotage.operations;

import org.springframework.stereotype.Component;

/** When models are looked at, as the diagram reads it. */
@Component
public class WatchTiming {

  private final OperationsProperties times;

  WatchTiming(OperationsProperties times) {
    this.times = times;
  }

  /** A cron text. */
  public String getCycle() {
    return times.watchCycle();
  }
}
