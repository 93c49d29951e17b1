package io.pilotage.verdict;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The limits of the product, before configuration and charter, in the time of the plan. A signal
 * without a limit is measured and not judged.
 */
public final class Limits {

  private static final Duration FRESH = Duration.ofHours(6);
  private static final Duration LATE = Duration.ofDays(3);

  /** What says something only of a version that serves alone. */
  public static final Set<Signal> WATCHED_ONLY = EnumSet.of(Signal.CACHE_HITS, Signal.THROUGHPUT);

  private static final Map<Signal, Limit> DEFAULTS = Map.of(
      // Wrong more often than right, one request of five failed, an answer after a minute: no
      // version beside it makes that good.
      // Outcomes come late, so their newest sample may be older.
      Signal.ACCURACY, new Limit(0.05, null, null, null, null, null, true, LATE, null, 0.5),
      Signal.ERROR_RATE, new Limit(0.01, null, 0.05, null, null, 0.2, true, FRESH, null, 0.2),
      Signal.LATENCY_P95,
          new Limit(50.0, null, null, null, null, null, true, FRESH, null, 60_000.0),
      Signal.COST, new Limit(null, 2.0, null, null, null, null, false, FRESH, null, null),
      // Bins of fewer samples swing by themselves; monitoring tells no number before.
      Signal.INPUT_DRIFT, new Limit(null, null, 0.25, null, 0.2, null, false, FRESH, 200L, null),
      Signal.PREDICTION_DRIFT,
          new Limit(null, null, 0.25, null, 0.2, null, false, FRESH, 200L, null),
      // A ratio of two rates swings: with a few hundred samples a fair model falls below four
      // fifths by chance.
      Signal.FAIRNESS, new Limit(null, null, 0.8, null, null, 0.4, false, FRESH, 2_000L, null),
      Signal.CACHE_HITS, new Limit(0.2, null, null, null, null, null, false, FRESH, null, null),
      // A weekend is quiet; a quarter of the usual is more than that. Few samples are the very
      // thing to be seen.
      Signal.THROUGHPUT, new Limit(null, 0.25, null, null, null, null, false, FRESH, 1L, null),
      // Judged by the lower bound of its confidence interval; people look once a stage, so it does
      // not go stale within one.
      Signal.AGREEMENT,
          new Limit(null, null, 0.7, null, null, null, false, Duration.ofDays(365), 1L, null));

  private Limits() {}

  public static Map<Signal, Limit> with(Map<Signal, Limit> configured) {
    var limits = new EnumMap<Signal, Limit>(Signal.class);
    limits.putAll(DEFAULTS);
    configured.forEach((signal, limit) -> limits.merge(signal, limit, Limit::under));
    return limits;
  }
}
