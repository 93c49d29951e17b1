package io.pilotage.rollout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time without promotions. Traffic moves back as ever.
 *
 * @param by who began it; “calendar” when it was planned in the configuration
 * @param until when it ends by itself; null when somebody has to end it
 */
public record Freeze(String reason, String by, Instant since, Instant until) {

  static final String CALENDAR = "calendar";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  public boolean planned() {
    return CALENDAR.equals(by);
  }

  /** What everybody concerned reads. */
  public String sentence() {
    return "Frozen until " + (until == null ? "somebody ends it" : MOMENT.format(until) + " UTC")
        + " because: " + reason + " (" + by
        + "). No candidate gets more traffic and none is promoted; the stage waits. A rollback works as ever.";
  }
}
