package io.pilotage.rollout;

/**
 * Whether what was seen shows a limit broken, shows it kept, or shows neither. The one place to say how strong evidence must be:
 * today a number beyond its limit is enough once there are the demanded samples, looked at often or not.
 */
final class Evidence {

  // One-sided 95 percent: how sure a small sample of opinions can make anybody.
  private static final double Z = 1.645;

  private Evidence() {}

  /** FAIL beyond the limit, WARN beyond the warning line, PASS otherwise; INCONCLUSIVE when it cannot be compared. */
  static MetricVerdict weigh(double value, double limit, Double warn, boolean higherIsBetter) {
    if (!Double.isFinite(value) || !Double.isFinite(limit)) return MetricVerdict.INCONCLUSIVE;
    if (!keeps(value, limit, higherIsBetter)) return MetricVerdict.FAIL;
    if (warn != null && !keeps(value, warn, higherIsBetter)) return MetricVerdict.WARN;
    return MetricVerdict.PASS;
  }

  /** PASS when even the lower bound keeps the limit, FAIL when even the upper bound does not. */
  static MetricVerdict weighOpinions(double share, long n, double limit) {
    if (!(bound(share, n, -Z) < limit)) return MetricVerdict.PASS;
    return bound(share, n, Z) < limit ? MetricVerdict.FAIL : MetricVerdict.INCONCLUSIVE;
  }

  /** Lower bound of Wilson's interval for a share. */
  static double lowerBound(double share, long n) {
    return bound(share, n, -Z);
  }

  /** True only when both are numbers and the value is on the right side; NaN keeps nothing. */
  static boolean keeps(double value, double limit, boolean higherIsBetter) {
    return higherIsBetter ? value >= limit : value <= limit;
  }

  private static double bound(double share, long n, double z) {
    var spread = z * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
    return (share + z * z / (2.0 * n) + spread) / (1 + z * z / n);
  }
}
