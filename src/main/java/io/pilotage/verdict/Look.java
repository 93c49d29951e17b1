package io.pilotage.verdict;

import java.time.Instant;
import java.util.Map;

/**
 * One look at a version: everything the verdict depends on.
 *
 * @param soakUntil before this a version cannot be healthy; null where no soak is asked
 * @param minimum fewest samples of a metric that does not say its own
 * @param baseline what the version it is compared with did
 * @param registered numbers that take its place where that version tells nothing
 * @param course what was counted, and what earlier looks found
 */
public record Look(
    String model,
    String version,
    long generation,
    Instant from,
    Instant now,
    Instant soakUntil,
    long minimum,
    Map<Signal, Limit> limits,
    Map<Signal, Measured> seen,
    Map<Signal, Measured> baseline,
    Map<Signal, Double> registered,
    Course course) {

  public Look with(Course other) {
    return new Look(
        model,
        version,
        generation,
        from,
        now,
        soakUntil,
        minimum,
        limits,
        seen,
        baseline,
        registered,
        other);
  }
}
