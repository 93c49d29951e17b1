package io.pilotage.value;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.Times;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * What a measurement covers: a day ({@code 2026-11-21}), an ISO week ({@code 2026-W47}) or a month
 * ({@code 2026-11}).
 */
public record Period(String name, LocalDate from, LocalDate to) {

  /** Reads a period; one that lies in the future cannot have been measured. */
  static Period of(String text, LocalDate today) {
    var period = read(Refusal.unlessGiven(
        text,
        "period",
        "Say what was measured: a day, a week or a month, like 2026-11-21, 2026-W47 or 2026-11."));
    Refusal.unless(
        !period.from().isAfter(today),
        "period",
        "“" + period.name() + "” has not begun. Give a period that was measured.");
    return period;
  }

  LocalDate measuredOn(LocalDate today) {
    return to.isAfter(today) && !from.isAfter(today) ? today : to;
  }

  private static Period read(String text) {
    try {
      if (text.matches("\\d{4}-\\d{2}"))
        return new Period(
            text, YearMonth.parse(text).atDay(1), YearMonth.parse(text).atEndOfMonth());
      if (text.matches("\\d{4}-W\\d{2}")) {
        var monday = LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE);
        return new Period(text, monday, monday.plusDays(6));
      }
      var day = Times.day(Objects.requireNonNull(text));
      return new Period(text, day, day);
    } catch (DateTimeException notAPeriod) {
      throw new Refusal(
          "period",
          "“" + text
              + "” is no day, week or month. Write it like 2026-11-21, 2026-W47 or 2026-11.");
    }
  }
}
