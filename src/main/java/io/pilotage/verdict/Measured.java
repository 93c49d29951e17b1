package io.pilotage.verdict;

import java.time.Instant;

/**
 * One number about a version, as a look holds it.
 *
 * @param value NaN where there is nothing to measure
 * @param newest time of the newest sample; null without any
 * @param problem why it could not be read, in a sentence; null when it could
 * @param tooFew what there are too few of to tell a number, like “12 of 200 samples”; null when
 *     there are enough
 */
public record Measured(
    Signal signal,
    String model,
    String version,
    double value,
    long n,
    Instant newest,
    String problem,
    String tooFew) {

  public Measured(
      Signal signal,
      String model,
      String version,
      double value,
      long n,
      Instant newest,
      String problem) {
    this(signal, model, version, value, n, newest, problem, null);
  }
}
