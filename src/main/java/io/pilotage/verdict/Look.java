package io.pilotage.verdict;

import java.time.Instant;
import java.util.Map;

/**
 * One look at a version: everything the verdict depends on.
 *
 * @param minimum fewest samples of a metric that does not say its own
 * @param course what was counted, and what earlier looks found
 */
public record Look(
    String model,
    String version,
    long generation,
    Span span,
    long minimum,
    Map<Signal, Limit> limits,
    Numbers numbers,
    Course course) {

  /**
   * The time a look is about.
   *
   * @param soakUntil before this a version cannot be healthy; null where no soak is asked
   */
  public record Span(Instant from, Instant now, Instant soakUntil) {}

  /**
   * What was measured.
   *
   * @param baseline what the version it is compared with did
   * @param registered numbers that take its place where that version tells nothing
   */
  public record Numbers(
      Map<Signal, Measured> seen, Map<Signal, Measured> baseline, Map<Signal, Double> registered) {}

  public Look with(Course other) {
    return new Look(model, version, generation, span, minimum, limits, numbers, other);
  }

  public Instant from() {
    return span.from();
  }

  public Instant now() {
    return span.now();
  }

  Instant soakUntil() {
    return span.soakUntil();
  }

  public Map<Signal, Measured> seen() {
    return numbers.seen();
  }

  public Map<Signal, Measured> baseline() {
    return numbers.baseline();
  }

  Map<Signal, Double> registered() {
    return numbers.registered();
  }
}
