package io.pilotage.sync;

import org.springframework.stereotype.Component;

/** The times of the weekly sync as the diagrams read them. */
@Component
public class SyncTiming {

  private final SyncProperties times;

  SyncTiming(SyncProperties times) {
    this.times = times;
  }

  /** A cron expression, or a repeating ISO-8601 duration. */
  public String getCycle() {
    return times.cycle();
  }

  public String getHeldBy() {
    return times.heldWithin().toString();
  }

  public String getHeldWithin() {
    return times.heldWithin().toString();
  }
}
