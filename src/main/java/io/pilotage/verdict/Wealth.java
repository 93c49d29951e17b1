package io.pilotage.verdict;

/**
 * What became of several stakes, each begun at one: their logarithms, side by side. Only logarithms
 * are kept, so that a wealth of 10^-4000 is as good a number as any.
 */
final class Wealth {

  private final double[] logs;

  Wealth(double... logs) {
    this.logs = logs;
  }

  /** Every stake still at one. */
  static Wealth untouched(int stakes) {
    return new Wealth(new double[stakes]);
  }

  Wealth plus(double... gains) {
    var sum = new double[logs.length];
    for (int i = 0; i < sum.length; i++) sum[i] = logs[i] + gains[i];
    return new Wealth(sum);
  }

  /** The logarithm of the weighted mean of the stakes. */
  double lnMean(double[] lnWeights) {
    return lnMean(lnWeights, new double[logs.length]);
  }

  /**
   * The logarithm of what the stakes would be worth together had they been placed at the given
   * moment.
   */
  double lnMeanSince(Wealth then, double[] lnWeights) {
    return lnMean(lnWeights, then.logs);
  }

  private double lnMean(double[] lnWeights, double[] then) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logs.length; i++)
      largest = Math.max(largest, lnWeights[i] + logs[i] - then[i]);
    double sum = 0;
    for (int i = 0; i < logs.length; i++)
      sum += Math.exp(lnWeights[i] + logs[i] - then[i] - largest);
    return largest + Math.log(sum);
  }

  /** ln(e^a + e^b + …) without leaving the logarithms. */
  static double lnSum(double... terms) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double term : terms) largest = Math.max(largest, term);
    if (largest == Double.NEGATIVE_INFINITY) return largest;
    double sum = 0;
    for (double term : terms) sum += Math.exp(term - largest);
    return largest + Math.log(sum);
  }
}
