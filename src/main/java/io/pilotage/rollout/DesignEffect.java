package io.pilotage.rollout;

import java.util.List;

/**
 * How much the outcomes of a stream hang together: how many of them weigh as much as one independent outcome. Estimated on the history
 * of the stable version as the variance of the daily rates × outcomes a day / (p(1−p)), at least 1 (Kish, Survey Sampling, 1965, with
 * days as clusters). Counts are divided by it before any bet. From so few days that the variance is a guess it is 1 and not known.
 *
 * @param factor what every count is divided by
 * @param days the days it was estimated on
 */
record DesignEffect(double factor, int days) {

  private static final int FEWEST_DAYS = 5;
  private static final double APPROXIMATE_FROM = 2;

  /** What was right and wrong on one day. */
  record Day(double right, double wrong) {

    double n() {
      return right + wrong;
    }

    double rate() {
      return right / n();
    }
  }

  static DesignEffect of(List<Day> history) {
    var days = history.stream().filter(day -> day.n() > 0).toList();
    double n = days.stream().mapToDouble(Day::n).sum();
    double p = days.stream().mapToDouble(Day::right).sum() / n;
    if (days.size() < FEWEST_DAYS || !(p > 0 && p < 1)) return new DesignEffect(1, days.size());
    double mean = days.stream().mapToDouble(Day::rate).average().orElseThrow();
    double variance = days.stream().mapToDouble(day -> (day.rate() - mean) * (day.rate() - mean)).sum() / (days.size() - 1);
    return new DesignEffect(Math.max(1, variance * (n / days.size()) / (p * (1 - p))), days.size());
  }

  /**
   * The effect on another stream that answers the same requests' like, with fewer or more outcomes a day: outcomes of one day hang
   * together by (D−1)/(n−1) each, however many of them there are.
   */
  DesignEffect at(double outcomesADay, double estimatedOn) {
    if (!(estimatedOn > 1)) return this;
    return new DesignEffect(Math.max(1, 1 + (outcomesADay - 1) * (factor - 1) / (estimatedOn - 1)), days);
  }

  boolean known() {
    return days >= FEWEST_DAYS;
  }

  /** True when the promised level of a verdict is only approximate, which is said where it is shown. */
  boolean approximate() {
    return factor > APPROXIMATE_FROM;
  }
}
