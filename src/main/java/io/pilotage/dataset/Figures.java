package io.pilotage.dataset;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/** Figures as people read them. */
final class Figures {

  private Figures() {}

  static String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** A share as percent with two digits; a dash when there is none. */
  static String percent(Double share) {
    return share == null || share.isNaN()
        ? "–"
        : String.format(Locale.ENGLISH, "%.2f %%", share * 100);
  }

  static String ratio(Double ratio) {
    return ratio == null || ratio.isNaN() ? "–" : String.format(Locale.ENGLISH, "%.3f", ratio);
  }

  static String day(Instant time) {
    return time == null ? "–" : time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }
}
