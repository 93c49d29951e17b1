package io.pilotage.verdict;

import java.util.List;

/**
 * Evidence that a candidate is right less often than a share f (usually all) of the stable
 * version's rate, minus an allowed drop δ, from two streams over the same time. Time is cut into
 * blocks fixed in advance (an hour). Before a block the rate of stable is guessed from earlier
 * blocks only:
 *
 * <pre>l = (stable right + 20·b) / (stable n + 20), b the registered baseline;   m = f·l − δ
 * λ = min((m−q)/(m(1−m)), 0.9·n_s/(f·n_c·l)),   κ = f·λ·n_c/n_s
 * gain = c_right·ln(1−λ(1−m)) + c_wrong·ln(1+λm) + s_right·ln(1+κ(1−l)) + s_wrong·ln(1−κl)</pre>
 *
 * It holds however wrong the guess is: while p_c ≥ f·p_s − δ, the mean factor of a block is at most
 * exp(λn_c(m−p_c) + κn_s(p_s−l)) ≤ 1, because κn_s = fλn_c. Own derivation; a guess made before the
 * block is the idea of Turner, Ly and Grünwald, Generic E-variables for exact sequential k-sample
 * tests, 2024. The odds and stakes are those of {@link FixedLimitEvidence}. Mirrored, all four
 * signs turned, it is the evidence that the candidate is within the allowed drop. Rows where both
 * answered the same request belong to {@link PairedEvidence}, never here.
 *
 * <p>The state is what is kept between looks: the wealth, the counts of stable, and a block that
 * waits for its other side.
 */
final class ComparedEvidence {

  private static final double GUESS_WEIGHT = 20;
  private static final double MOST_CERTAIN = 0.999;
  private static final double CAUTION = 0.9;

  private final double share;
  private final double drop;
  private final double baseline;
  private final boolean mirrored;
  private final Wealth wealth;
  private final double stableRight;
  private final double stable;
  private final Block waiting;

  private ComparedEvidence(
      double share,
      double drop,
      double baseline,
      boolean mirrored,
      Wealth wealth,
      double stableRight,
      double stable,
      Block waiting) {
    this.share = share;
    this.drop = drop;
    this.baseline = baseline;
    this.mirrored = mirrored;
    this.wealth = wealth;
    this.stableRight = stableRight;
    this.stable = stable;
    this.waiting = waiting;
  }

  /**
   * Evidence against the candidate, before the first block.
   *
   * @param drop by how much the candidate may be worse, as a share
   * @param baseline the rate registered for the stable version, as a share
   */
  static ComparedEvidence below(double drop, double baseline) {
    return below(1, drop, baseline);
  }

  /** Evidence for the candidate, before the first block. */
  static ComparedEvidence above(double drop, double baseline) {
    return above(1, drop, baseline);
  }

  /**
   * Evidence against a rate of at least so much of the other one, before the first block.
   *
   * @param share of the other rate that has to be reached, above 0 and at most 1
   */
  static ComparedEvidence below(double share, double drop, double baseline) {
    return begin(share, drop, baseline, false);
  }

  /** Evidence for it, before the first block. */
  static ComparedEvidence above(double share, double drop, double baseline) {
    return begin(share, drop, baseline, true);
  }

  private static ComparedEvidence begin(
      double share, double drop, double baseline, boolean mirrored) {
    if (!(share > 0 && share <= 1))
      throw new IllegalArgumentException(
          "A share of " + share + " of another rate cannot be tested.");
    if (!testable(drop, baseline)) {
      throw new IllegalArgumentException("A drop of " + drop + " below a baseline of " + baseline
          + " cannot be tested: both are shares, and the drop is the smaller.");
    }
    return new ComparedEvidence(
        share,
        drop,
        baseline,
        mirrored,
        Wealth.untouched(FixedLimitEvidence.ODDS.length),
        0,
        0,
        null);
  }

  /**
   * A baseline or drop outside 0 and 1, or a drop that allows everything, is no test, and never
   * passes.
   */
  static boolean testable(double drop, double baseline) {
    return drop >= 0 && drop < 0.98 && baseline > drop && baseline <= 1;
  }

  ComparedEvidence take(List<Block> blocks) {
    var evidence = this;
    for (var block : blocks) evidence = evidence.take(block);
    return evidence;
  }

  /** A block with an empty side waits and is merged into the next. */
  ComparedEvidence take(Block next) {
    var block = waiting == null ? next : waiting.with(next);
    if (block.oneSided())
      return new ComparedEvidence(
          share, drop, baseline, mirrored, wealth, stableRight, stable, block);
    return new ComparedEvidence(
        share,
        drop,
        baseline,
        mirrored,
        wealth.plus(gains(block)),
        stableRight + block.stableRight(),
        stable + block.stable(),
        null);
  }

  Wealth wealth() {
    return wealth;
  }

  double lnE() {
    return wealth.lnMean(FixedLimitEvidence.LN_STAKES);
  }

  /** The smallest rate of the candidate that is still allowed, as guessed now. */
  double limit() {
    return share * guess() - drop;
  }

  /**
   * The largest drop these blocks refuse: the candidate is worse than stable by more than this. NaN
   * while they refuse none, not even a candidate that is as good.
   *
   * @param line what ln E has to reach, as in {@link FixedLimitEvidence#line}
   */
  static double surelyWorseBy(List<Block> blocks, double baseline, double line) {
    if (!(below(0, baseline).take(blocks).lnE() >= line)) return Double.NaN;
    double refused = 0;
    double credible = Math.min(0.97, baseline - 1e-6);
    for (int i = 0; i < 40; i++) {
      double middle = (refused + credible) / 2;
      if (below(middle, baseline).take(blocks).lnE() >= line) refused = middle;
      else credible = middle;
    }
    return refused;
  }

  private double guess() {
    double guess = (stableRight + GUESS_WEIGHT * baseline) / (stable + GUESS_WEIGHT);
    return Math.min(MOST_CERTAIN, Math.max((drop + 0.01) / share, guess));
  }

  private double[] gains(Block block) {
    double l = guess();
    double m = share * l - drop;
    double ratio = share * block.candidate() / block.stable();
    var gains = new double[FixedLimitEvidence.ODDS.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = mirrored
          ? gainIfBetter(
              block, FixedLimitEvidence.rate(m, 1 / FixedLimitEvidence.ODDS[i]), l, m, ratio)
          : gainIfWorse(block, FixedLimitEvidence.rate(m, FixedLimitEvidence.ODDS[i]), l, m, ratio);
    }
    return gains;
  }

  private static double gainIfWorse(Block block, double q, double l, double m, double ratio) {
    double lambda = Math.min((m - q) / (m * (1 - m)), CAUTION / (ratio * l));
    double kappa = lambda * ratio;
    return block.candidateRight() * Math.log1p(-lambda * (1 - m))
        + block.candidateWrong() * Math.log1p(lambda * m)
        + block.stableRight() * Math.log1p(kappa * (1 - l))
        + block.stableWrong() * Math.log1p(-kappa * l);
  }

  private static double gainIfBetter(Block block, double q, double l, double m, double ratio) {
    double lambda = Math.min((q - m) / (m * (1 - m)), CAUTION / (ratio * (1 - l)));
    double kappa = lambda * ratio;
    return block.candidateRight() * Math.log1p(lambda * (1 - m))
        + block.candidateWrong() * Math.log1p(-lambda * m)
        + block.stableRight() * Math.log1p(-kappa * (1 - l))
        + block.stableWrong() * Math.log1p(kappa * l);
  }
}
