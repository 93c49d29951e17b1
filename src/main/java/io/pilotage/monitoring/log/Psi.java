package io.pilotage.monitoring.log;

/**
 * Population stability index: the sum over bins of (a − e)·ln(a / e), with e and a the shares of
 * the reference and of now. It is the symmetric divergence of Kullback and Leibler (1951, Jeffreys'
 * J), known by this name from credit scoring (Siddiqi, Credit Risk Scorecards, 2006, with 0.1 and
 * 0.25 as its marks). Each bin gets half a sample more, so that an empty one stays finite. Without
 * any change its mean is about (bins − 1)·(1/n + 1/m) (Yurdakul and Naranjo, Statistical properties
 * of the population stability index, 2020): ten bins and 200 samples on both sides show 0.09 by
 * chance, which is why drift asks for a minimum sample.
 */
final class Psi {

  private Psi() {}

  /** Both arrays hold counts of the same bins. NaN when either side is empty. */
  static double of(long[] reference, long[] now) {
    double sum = 0;
    double ofReference = total(reference);
    double ofNow = total(now);
    if (ofReference == 0 || ofNow == 0) return Double.NaN;
    for (int bin = 0; bin < reference.length; bin++) {
      if (reference[bin] == 0 && now[bin] == 0) continue;
      double e = (reference[bin] + 0.5) / (ofReference + 0.5 * reference.length);
      double a = (now[bin] + 0.5) / (ofNow + 0.5 * now.length);
      sum += (a - e) * Math.log(a / e);
    }
    return sum;
  }

  private static long total(long[] counts) {
    long total = 0;
    for (long count : counts) total += count;
    return total;
  }
}
