package io.pilotage.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;

/**
 * The time that has exactly one sync: the ISO week, or a shorter period where the configuration
 * presses time.
 */
record Slot(String name) {

  private static final Duration WEEK = Duration.ofDays(7);

  static Slot of(Instant time, Duration period) {
    if (period.compareTo(WEEK) >= 0) return weekOf(time);
    var millis = period.toMillis();
    return new Slot(Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis)
        .toString());
  }

  private static Slot weekOf(Instant time) {
    var day = time.atZone(ZoneOffset.UTC);
    return new Slot(String.format(
        Locale.ROOT,
        "%d-W%02d",
        day.get(IsoFields.WEEK_BASED_YEAR),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
  }
}
