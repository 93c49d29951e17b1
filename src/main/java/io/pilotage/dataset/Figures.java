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

  /** So many bytes of so many: in GB where the whole is one or more, else in MB. */
  static String size(long done, Long all) {
    var large = (all == null ? done : all) >= 1 << 30;
    var unit = large ? 1L << 30 : 1L << 20;
    return String.format(Locale.ENGLISH, "%.1f", (double) done / unit)
        + (all == null ? "" : String.format(Locale.ENGLISH, " of %.1f", (double) all / unit))
        + (large ? " GB" : " MB");
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
