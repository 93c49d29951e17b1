package io.pilotage.simulated;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still until it is moved, forwards or back. */
public final class MovableClock extends Clock {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  private Instant now = START;

  public void move(Duration time) {
    now = now.plus(time);
  }

  public void reset() {
    now = START;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
