package io.pilotage.monitoring;

import io.pilotage.verdict.Measured;
import io.pilotage.verdict.Signal;
import java.time.Instant;

/**
 * One signal of a version over a window. The value is NaN where there is nothing to measure; newest
 * is the time of the newest sample, null without any. A problem tells in a sentence why the signal
 * could not be read: the value is NaN and n is 0 then. What there are too few of is told like “12
 * of 200 samples”: the value is NaN then too, and nobody's fault.
 */
public record Reading(
    Signal signal,
    String model,
    String version,
    double value,
    long n,
    Instant newest,
    String problem,
    String tooFew) {

  public Reading(
      Signal signal,
      String model,
      String version,
      double value,
      long n,
      Instant newest,
      String problem) {
    this(signal, model, version, value, n, newest, problem, null);
  }

  public static Reading of(Signal signal, Window window, double value, long n, Instant newest) {
    return new Reading(signal, window.model(), window.version(), value, n, newest, null);
  }

  public static Reading nothing(Signal signal, Window window) {
    return of(signal, window, Double.NaN, 0, null);
  }

  public static Reading tooFew(
      Signal signal, Window window, long n, Instant newest, String tooFew) {
    return new Reading(
        signal, window.model(), window.version(), Double.NaN, n, newest, null, tooFew);
  }

  public static Reading unreadable(Signal signal, Window window, String problem) {
    return new Reading(signal, window.model(), window.version(), Double.NaN, 0, null, problem);
  }

  public boolean readable() {
    return problem == null;
  }

  /** As the verdict takes it. */
  public Measured measured() {
    return new Measured(signal, model, version, value, n, newest, problem, tooFew);
  }
}
