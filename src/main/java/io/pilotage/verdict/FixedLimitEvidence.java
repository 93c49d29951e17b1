package io.pilotage.verdict;

/**
 * Evidence that one stream of outcomes is right less often than a limit allows; valid however often
 * one looks. The rate is bet against at several odds of failure at once, and E is what one unit has
 * become:
 *
 * <pre>ln E = ln Σ w·(q/m)^right·((1−q)/(1−m))^wrong,   q = 1 / (1 + θ(1−m)/m)</pre>
 *
 * For every true rate at or above m the mean of each factor is at most one, so E is a non-negative
 * supermartingale and ever reaches 1/α with a probability of at most α (Ville, Étude critique de la
 * notion de collectif, 1939). Mixtures of likelihood ratios: Robbins, Statistical methods related
 * to the law of the iterated logarithm, 1970; valid at every time: Howard, Ramdas, McAuliffe and
 * Sekhon, 2021; as betting: Waudby-Smith and Ramdas, 2023. The grid of odds is fixed before the
 * data; another one changes the speed, never the promise.
 *
 * <p>Mirrored (θ → 1/θ) it is the evidence that the rate lies above the limit.
 *
 * <p>Counts may be fractions: divided by a {@link DesignEffect}. Feed each outcome once, and only
 * those of predictions whose label window has closed: failures that become known sooner break every
 * rule.
 */
final class FixedLimitEvidence {

  /** Multiples of the odds of failure at the limit that are bet on, and how much on each. */
  static final double[] ODDS = {1.03, 1.06, 1.12, 1.25, 1.5, 2, 3, 6};

  static final double[] LN_STAKES = logs(.05, .05, .10, .20, .20, .20, .10, .10);

  private final double limit;
  private final double[] ofRight = new double[ODDS.length];
  private final double[] ofWrong = new double[ODDS.length];

  private FixedLimitEvidence(double limit, boolean mirrored) {
    if (!testable(limit))
      throw new IllegalArgumentException(
          "A rate of " + limit + " cannot be tested: it must lie between 0 and 1.");
    this.limit = limit;
    for (int i = 0; i < ODDS.length; i++) {
      double q = rate(limit, mirrored ? 1 / ODDS[i] : ODDS[i]);
      ofRight[i] = Math.log(q / limit);
      ofWrong[i] = Math.log((1 - q) / (1 - limit));
    }
  }

  /** Evidence against the stream: grows while it is right less often than the limit. */
  static FixedLimitEvidence below(double limit) {
    return new FixedLimitEvidence(limit, false);
  }

  /** Evidence for the stream: grows while it is right more often than the limit. */
  static FixedLimitEvidence above(double limit) {
    return new FixedLimitEvidence(limit, true);
  }

  /** A limit at or outside 0 and 1 is no test, and never passes. */
  static boolean testable(double limit) {
    return limit > 0 && limit < 1;
  }

  /** What ln E has to reach: ln(1/α), with α shared among the required metrics. */
  static double line(double alpha, int metrics) {
    return Math.log(metrics / alpha);
  }

  Wealth wealth(double right, double wrong) {
    var logs = new double[ODDS.length];
    for (int i = 0; i < logs.length; i++) logs[i] = right * ofRight[i] + wrong * ofWrong[i];
    return new Wealth(logs);
  }

  double lnE(double right, double wrong) {
    return wealth(right, wrong).lnMean(LN_STAKES);
  }

  /**
   * The largest rate that is still credible: every limit above it would be refused by these counts.
   * 1 while nothing below 1 is refused.
   *
   * @param line what ln E has to reach, as in {@link #line}
   */
  static double upperEnd(double right, double wrong, double line) {
    double credible = right + wrong > 0 ? right / (right + wrong) : 0;
    double refused = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (credible + refused) / 2;
      if (testable(middle) && below(middle).lnE(right, wrong) >= line) refused = middle;
      else credible = middle;
    }
    return refused;
  }

  double limit() {
    return limit;
  }

  /** The rate of right at which the odds of failure are θ times those at the limit. */
  static double rate(double limit, double odds) {
    return 1 / (1 + odds * (1 - limit) / limit);
  }

  private static double[] logs(double... values) {
    var logs = new double[values.length];
    for (int i = 0; i < logs.length; i++) logs[i] = Math.log(values[i]);
    return logs;
  }
}
