package io.pilotage.monitoring.log;

import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Collects the bins of one window and tells the index of the feature that moved most. */
class Drift {

  private static final int CATEGORIES = 20;

  private final Map<String, Map<String, long[]>> features = new HashMap<>();
  private final long[] totals = new long[2];
  private Instant newest;

  void add(String feature, String bin, long reference, long now) {
    var counts = feature == null
        ? totals
        : features
            .computeIfAbsent(feature, any -> new HashMap<>())
            .computeIfAbsent(bin, any -> new long[2]);
    counts[0] += reference;
    counts[1] += now;
  }

  void newest(Instant instant) {
    newest = instant;
  }

  /** Too few on one side is no number, and neither are sides that have nothing in common. */
  Reading reading(Signal signal, Asked.Row row, int minimum) {
    var window = row.window();
    if (totals[1] == 0) return Reading.nothing(signal, window);
    if (totals[1] < minimum)
      return tooFew(signal, window, totals[1] + " of " + minimum + " samples");
    if (totals[0] < minimum)
      return tooFew(signal, window, totals[0] + " of " + minimum + " samples to compare with");
    var worst = worst(row.reference().version().equals(window.version()));
    if (worst.isEmpty())
      return tooFew(
          signal, window, "0 of " + totals[1] + " samples tell a feature that both sides have");
    return Reading.of(signal, window, worst.getAsDouble(), totals[1], newest);
  }

  private Reading tooFew(Signal signal, Window window, String words) {
    return Reading.tooFew(signal, window, totals[1], newest, words);
  }

  /**
   * A feature that is gone counts as drift of the same version; another version may do without it.
   * New features are not compared.
   */
  private OptionalDouble worst(boolean missingCounts) {
    return features.values().stream()
        .filter(bins -> sum(bins, 0) > 0 && (missingCounts || sum(bins, 1) > 0))
        .mapToDouble(this::psi)
        .max();
  }

  private double psi(Map<String, long[]> bins) {
    var known = bins.entrySet().stream()
        .sorted(Comparator.comparingLong((Map.Entry<String, long[]> bin) -> -bin.getValue()[0])
            .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getValue)
        .toList();
    var kept = known.subList(0, Math.min(CATEGORIES, known.size()));
    return Psi.of(side(kept, known, 0), side(kept, known, 1));
  }

  /**
   * The kept bins, then all rarer ones together, then the predictions that do not tell the feature.
   */
  private long[] side(List<long[]> kept, List<long[]> all, int side) {
    var counts = new long[kept.size() + 2];
    for (int i = 0; i < kept.size(); i++) counts[i] = kept.get(i)[side];
    long told = all.stream().mapToLong(bin -> bin[side]).sum();
    counts[kept.size()] = told - kept.stream().mapToLong(bin -> bin[side]).sum();
    counts[kept.size() + 1] = Math.max(0, totals[side] - told);
    return counts;
  }

  private static long sum(Map<String, long[]> bins, int side) {
    return bins.values().stream().mapToLong(bin -> bin[side]).sum();
  }
}
