package io.pilotage.monitoring.prometheus;

import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values and sample counts of all versions, step by step. A step is named by its end. */
record Steps(Series values, Series counts, Duration length) {

  /**
   * A step without samples says nothing; one with samples and a value that is NaN makes the whole
   * reading NaN.
   */
  Reading reading(Signal signal, Window window) {
    var value = values.of(window);
    double sum = 0;
    double n = 0;
    Instant newest = null;
    for (var step : counted(window).entrySet()) {
      double count = step.getValue();
      sum += value.getOrDefault(step.getKey(), Double.NaN) * count;
      n += count;
      newest = step.getKey();
    }
    if (newest == null) return Reading.nothing(signal, window);
    double mean = signal == Signal.THROUGHPUT ? perStep(window) : sum / n;
    return Reading.of(signal, window, mean, Math.round(n), newest);
  }

  List<Tally> tallies(Window window, boolean valueIsWrong) {
    var tallies = new ArrayList<Tally>();
    for (var step : counted(window).entrySet()) {
      double share = values.of(window).getOrDefault(step.getKey(), Double.NaN);
      if (!(share >= 0 && share <= 1)) continue;
      long n = Math.round(step.getValue());
      long named = Math.round(share * step.getValue());
      tallies.add(new Tally(
          window.model(),
          window.version(),
          step.getKey().minus(length),
          valueIsWrong ? n - named : named,
          valueIsWrong ? named : n - named));
    }
    return tallies;
  }

  /**
   * Throughput counts silence too: the mean over all steps of the window, whether anything came or
   * not.
   */
  private double perStep(Window window) {
    var inside = values.of(window).entrySet().stream()
        .filter(step -> inside(window, step.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .sum();
    return inside / Math.max(1, Duration.between(window.from(), window.to()).dividedBy(length));
  }

  private Map<Instant, Double> counted(Window window) {
    var counted = new TreeMap<Instant, Double>();
    counts.of(window).forEach((end, count) -> {
      if (inside(window, end) && count > 0 && Double.isFinite(count)) counted.put(end, count);
    });
    return counted;
  }

  private boolean inside(Window window, Instant end) {
    return !end.minus(length).isBefore(window.from().truncatedTo(ChronoUnit.MILLIS))
        && !end.isAfter(window.to());
  }
}
