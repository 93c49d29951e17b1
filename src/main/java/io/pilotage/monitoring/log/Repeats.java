package io.pilotage.monitoring.log;

import java.time.Instant;

/**
 * How often a version was asked the same thing again.
 *
 * @param n predictions that tell their features and did not fail
 * @param repeated how many of them had the very features of an earlier one
 * @param cost what all of them cost, in the currency the service reports
 * @param avoidable what those cost that a cache would have answered and none did
 * @param oldest the first of them
 */
public record Repeats(
    String model,
    String version,
    long n,
    long repeated,
    double cost,
    double avoidable,
    Instant oldest,
    Instant newest) {

  /** Share a cache could have answered, 0 to 1. */
  public double cacheable() {
    return n == 0 ? 0 : (double) repeated / n;
  }
}
