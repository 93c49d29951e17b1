package io.pilotage.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a version stands, and why. It speaks about one generation of the route and one window of
 * time: on another generation it says nothing.
 *
 * @param from start of the window the metrics were read over; null while nothing was measured
 */
public record StageVerdict(
    Verdict stage,
    List<JudgedMetric> metrics,
    Instant judgedAt,
    String why,
    String model,
    String version,
    long generation,
    Instant from) {

  public Optional<JudgedMetric> metric(Signal signal) {
    return metrics.stream().filter(metric -> metric.signal() == signal).findFirst();
  }

  /** True when a hard limit is broken: not one stage back but all the way. */
  public boolean severe() {
    return metrics.stream().anyMatch(JudgedMetric::severe);
  }

  /** True when nothing but the opinion of people is missing. */
  public boolean waitsForSample() {
    return stage == Verdict.UNCLEAR
        && metric(Signal.AGREEMENT)
            .filter(metric -> !metric.verdict().promotes())
            .isPresent()
        && metrics.stream()
            .filter(metric -> metric.required() && metric.signal() != Signal.AGREEMENT)
            .allMatch(metric -> metric.verdict().promotes());
  }
}
