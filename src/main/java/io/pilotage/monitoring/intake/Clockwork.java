package io.pilotage.monitoring.intake;

import com.ethlo.time.ITU;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Reads the time of a line and refuses what lies outside the time that counts. */
public class Clockwork {

  private final Instant now;
  private final Duration oldest;
  private final Duration ahead;

  public Clockwork(Clock clock, Duration oldest, Duration ahead) {
    this.now = clock.instant();
    this.oldest = oldest;
    this.ahead = ahead;
  }

  /** Microseconds since 1970. */
  long micros(String text) {
    var told = parse(text);
    if (told.isAfter(now.plus(ahead))) {
      throw new BadLine(
          "at",
          text
              + " lies in the future. Send the time of the event, and set the clock of the sender.");
    }
    if (told.isBefore(now.minus(oldest))) {
      throw new BadLine(
          "at", text + " is older than the " + oldest.toDays() + " days the log keeps.");
    }
    return ChronoUnit.MICROS.between(Instant.EPOCH, told);
  }

  private static Instant parse(String text) {
    if (text == null)
      throw new BadLine(
          "at", "The time is missing. Give it as ISO-8601 with a zone, like 2026-11-21T08:00:00Z.");
    try {
      return ITU.parseDateTime(text).toInstant();
    } catch (DateTimeException unusual) {
      return parseUnusual(text);
    }
  }

  /**
   * The library above reads the usual forms fifteen times as fast; whether the others are times is
   * for the platform to say.
   */
  private static Instant parseUnusual(String text) {
    try {
      return text.endsWith("Z")
          ? Instant.parse(text)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException unreadable) {
      throw new BadLine(
          "at",
          "“" + Lines.shortened(text)
              + "” is no time. Give it as ISO-8601 with a zone, like 2026-11-21T08:00:00Z.");
    }
  }
}
