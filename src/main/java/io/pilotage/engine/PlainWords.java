package io.pilotage.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says points and lengths of time as people do. Records and logs keep them in ISO-8601, and their
 * sentences are shown in forms and on pages.
 */
public final class PlainWords {

  private static final Pattern INSTANT =
      Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final Pattern DURATION =
      Pattern.compile("\\bP(?:\\d+D)?T(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?\\b|\\bP\\d+D\\b");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private PlainWords() {}

  /**
   * The text with every {@code 2026-11-26T03:37:51.602Z} as “26 Nov 2026, 03:37 UTC” and every
   * {@code PT168H} as “7 days”.
   */
  public static String in(String text) {
    var moments =
        replaced(INSTANT, text, instant -> MOMENT.format(Instant.parse(instant)) + " UTC");
    return replaced(
        DURATION,
        moments,
        duration -> lasting(
            duration.contains("T")
                ? Duration.parse(duration)
                : Duration.ofDays(Period.parse(duration).getDays())));
  }

  private static String replaced(Pattern pattern, String text, UnaryOperator<String> words) {
    return pattern
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(wordsOrAsItIs(found.group(), words)));
  }

  /** What only looks like a time, the 45th of a month, stays as somebody wrote it. */
  private static String wordsOrAsItIs(String found, UnaryOperator<String> words) {
    try {
      return words.apply(found);
    } catch (DateTimeParseException noTime) {
      return found;
    }
  }

  private static String lasting(Duration time) {
    var seconds = time.toSeconds();
    if (seconds >= 86_400 && seconds % 86_400 == 0) return counted(seconds / 86_400, "day");
    if (seconds >= 3_600 && seconds % 3_600 == 0) return counted(seconds / 3_600, "hour");
    return seconds >= 60 && seconds % 60 == 0
        ? counted(seconds / 60, "minute")
        : counted(seconds, "second");
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }
}
