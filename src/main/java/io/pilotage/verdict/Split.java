package io.pilotage.verdict;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether requests were split between the versions as ordered. A split that is off says that
 * something other than the route decides who answers, and then the numbers compare different
 * callers (sample ratio mismatch: Fabijan et al., Diagnosing Sample Ratio Mismatch in Online
 * Controlled Experiments, KDD 2019).
 *
 * <p>Off means both: surprising, by Chernoff's bound at most once in a million; and by a factor of
 * two in odds, because people who ask often make requests hang together in ways no count shows.
 * What the days show of it is divided out. With all traffic on the candidate nothing is drawn, and
 * one request in a hundred elsewhere is too many.
 *
 * @param share what the candidate was ordered, in basis points
 * @param counted who answered how much, block by block; null when only the totals are known
 * @param day how long a day of the plan lasts
 */
public record Split(long candidate, long stable, int share, Course.Counted counted, Duration day) {

  private static final double SURPRISE = 1e-6;
  private static final double ODDS = 2;
  private static final double STRAY = 0.01;

  /** What is wrong with it, in a sentence; nothing while it may well be as ordered. */
  public Optional<String> trouble(String version) {
    double n = (double) candidate + stable;
    if (!(n > 0) || !off(candidate / n, n)) return Optional.empty();
    return Optional.of(String.format(
        Locale.ROOT,
        "The traffic was not split as ordered: %s answered %,d of %,d requests (%.1f %%), and should "
            + "have answered %.1f %%. "
            + "Its numbers are not believed until the split is; look at the router.",
        version,
        candidate,
        candidate + stable,
        100 * candidate / n,
        share / 100.0));
  }

  private boolean off(double seen, double n) {
    double ordered = share / 10_000.0;
    // In the shadow both answer everything, and nothing is drawn.
    if (!(ordered > 0)) return false;
    if (ordered >= 1) return 1 - seen > STRAY;
    double odds = seen / (1 - seen) / (ordered / (1 - ordered));
    return (odds > ODDS || odds < 1 / ODDS)
        && n / effect() * divergence(seen, ordered) > Math.log(2 / SURPRISE);
  }

  /**
   * Kullback and Leibler's divergence of two coins; the chance to see one from the other is at most
   * 2·e^(−n·divergence).
   */
  private static double divergence(double seen, double ordered) {
    return term(seen, ordered) + term(1 - seen, 1 - ordered);
  }

  private static double term(double seen, double ordered) {
    return seen > 0 ? seen * Math.log(seen / ordered) : 0;
  }

  /**
   * How much the answers of one day hang together: whoever is given the candidate in the morning
   * still has it at night.
   */
  private double effect() {
    if (counted == null) return 1;
    var days = new TreeMap<Long, DesignEffect.Day>();
    for (var block : counted.blocks()) {
      days.merge(
          block.start().toEpochMilli() / Math.max(1, day.toMillis()),
          day(block),
          (one, other) ->
              new DesignEffect.Day(one.right() + other.right(), one.wrong() + other.wrong()));
    }
    return DesignEffect.of(List.copyOf(days.values())).factor();
  }

  private static DesignEffect.Day day(Block block) {
    return new DesignEffect.Day(block.candidate(), block.stable());
  }
}
