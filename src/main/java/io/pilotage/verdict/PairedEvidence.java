package io.pilotage.verdict;

import java.util.Arrays;

/**
 * Evidence that a candidate is worse than the stable version by more than an allowed drop δ, where
 * both answered the same request (shadow). With d = candidate right − stable right, which is −1, 0
 * or +1:
 *
 * <pre>
 * ln E = ln mean over j of [ n₋·ln(1+λ(1−δ)) + n₀·ln(1−λδ) + n₊·ln(1−λ(1+δ)) ],   λ = 0.95/(1+δ)·2^(−j/4), j = 0…19
 * </pre>
 *
 * Each factor 1 − λ(d+δ) is positive and its mean is at most one while the mean of d is at least
 * −δ; then Ville, 1939, as in {@link FixedLimitEvidence}. Bets on a bounded mean over a grid of
 * stakes: Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, 2023.
 * Mirrored, 1 + λ(d+δ) with λ = 0.95/(1−δ)·2^(−j/4), it is the evidence that the candidate is
 * within the drop.
 */
final class PairedEvidence {

  private static final int STAKES = 20;
  private static final double BOLDEST = 0.95;
  static final double[] LN_STAKES = equal();

  private final double[] ofWorse = new double[STAKES];
  private final double[] ofEqual = new double[STAKES];
  private final double[] ofBetter = new double[STAKES];

  private PairedEvidence(double drop, boolean mirrored) {
    if (!testable(drop))
      throw new IllegalArgumentException(
          "A drop of " + drop + " cannot be tested: it is a share between 0 and 1.");
    double sign = mirrored ? 1 : -1;
    for (int j = 0; j < STAKES; j++) {
      double lambda = BOLDEST / (1 - sign * drop) * Math.pow(2, -j / 4.0);
      ofWorse[j] = Math.log1p(sign * lambda * (drop - 1));
      ofEqual[j] = Math.log1p(sign * lambda * drop);
      ofBetter[j] = Math.log1p(sign * lambda * (drop + 1));
    }
  }

  /** Evidence against the candidate. */
  static PairedEvidence below(double drop) {
    return new PairedEvidence(drop, false);
  }

  /** Evidence for the candidate. */
  static PairedEvidence above(double drop) {
    return new PairedEvidence(drop, true);
  }

  static boolean testable(double drop) {
    return drop >= 0 && drop < 1;
  }

  /**
   * Counts of requests where the candidate alone was wrong, both were as good, and stable alone was
   * wrong.
   */
  Wealth wealth(double worse, double equal, double better) {
    var logs = new double[STAKES];
    for (int j = 0; j < STAKES; j++)
      logs[j] = worse * ofWorse[j] + equal * ofEqual[j] + better * ofBetter[j];
    return new Wealth(logs);
  }

  double lnE(double worse, double equal, double better) {
    return wealth(worse, equal, better).lnMean(LN_STAKES);
  }

  private static double[] equal() {
    var logs = new double[STAKES];
    Arrays.fill(logs, -Math.log(STAKES));
    return logs;
  }
}
