package io.pilotage.experiment;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** Figures as people read them; a missing one is a dash. */
final class Wording {

  private Wording() {}

  static String percent(Double share) {
    return share == null ? "–" : String.format(Locale.ENGLISH, "%.2f %%", share * 100);
  }

  static String money(Double amount) {
    return amount == null ? "–" : String.format(Locale.ENGLISH, "%,.0f", amount);
  }

  static String number(Double value) {
    return value == null ? "–" : String.format(Locale.ENGLISH, "%,.1f", value);
  }

  static String time(Duration time) {
    return time.toDays() >= 1 ? time.toDays() + " days" : time.toMinutes() + " minutes";
  }

  static String day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
