package io.pilotage.verdict;

/**
 * How a number that is no proportion is held against its limit: it lies beyond it or not, once
 * there are the demanded samples.
 */
final class Threshold {

  private Threshold() {}

  /**
   * FAIL beyond the limit, WARN beyond the warning line, PASS otherwise; INCONCLUSIVE when it
   * cannot be compared.
   */
  static MetricVerdict weigh(double value, double limit, Double warn, boolean higherIsBetter) {
    if (!Double.isFinite(value) || !Double.isFinite(limit)) return MetricVerdict.INCONCLUSIVE;
    if (!keeps(value, limit, higherIsBetter)) return MetricVerdict.FAIL;
    if (warn != null && !keeps(value, warn, higherIsBetter)) return MetricVerdict.WARN;
    return MetricVerdict.PASS;
  }

  /** True only when both are numbers and the value is on the right side; NaN keeps nothing. */
  static boolean keeps(double value, double limit, boolean higherIsBetter) {
    return higherIsBetter ? value >= limit : value <= limit;
  }
}
