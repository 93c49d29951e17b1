package io.pilotage.rollout;

import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** What monitoring tells in a simulation: good, bad, or nothing anybody should believe. */
class SimulatedNumbers implements Monitoring {

  /** The only kind that deserves more traffic is the first. */
  enum Kind {
    HEALTHY,
    UNHEALTHY,
    SEVERE,
    UNCLEAR,
    NOT_A_NUMBER,
    INFINITE,
    STALE,
    FUTURE,
    TOO_FEW,
    NOTHING,
    UNREADABLE,
    OF_ANOTHER_VERSION,
    NOTHING_BESIDE,
    SPLIT_ASTRAY
  }

  private static final long REQUESTS = 100_000;

  private final IntSupplier share;
  private Kind kind = Kind.HEALTHY;

  /** @param share what the candidate has of all requests now, in basis points */
  SimulatedNumbers(IntSupplier share) {
    this.share = share;
  }

  void tell(Kind now) {
    kind = now;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public List<Reading> read(Signal signal, List<Window> windows) {
    return windows.stream()
        .map(window -> reading(
            signal,
            window,
            windows.indexOf(window) > 0,
            window.to().equals(windows.get(0).to())))
        .toList();
  }

  private Reading reading(Signal signal, Window window, boolean beside, boolean now) {
    var ordered = share.getAsInt() == 0 ? REQUESTS : REQUESTS * share.getAsInt() / 10_000;
    var own = kind == Kind.SPLIT_ASTRAY ? REQUESTS / 2 : ordered;
    var stable = now ? REQUESTS - own : REQUESTS;
    var fresh = window.to().minusSeconds(60).isBefore(window.from())
        ? window.from()
        : window.to().minusSeconds(60);
    if (beside) {
      var value = kind == Kind.NOTHING_BESIDE || stable == 0 ? Double.NaN : good(signal);
      return new Reading(
          signal,
          window.model(),
          window.version(),
          value,
          stable,
          stable == 0 ? null : fresh,
          null);
    }
    return switch (kind) {
      case HEALTHY, NOTHING_BESIDE, SPLIT_ASTRAY ->
        new Reading(signal, window.model(), window.version(), good(signal), own, fresh, null);
      case UNHEALTHY ->
        new Reading(
            signal,
            window.model(),
            window.version(),
            signal == Signal.ACCURACY ? 0.6 : good(signal),
            own,
            fresh,
            null);
      case SEVERE ->
        new Reading(
            signal,
            window.model(),
            window.version(),
            signal == Signal.ERROR_RATE ? 0.5 : good(signal),
            own,
            fresh,
            null);
      case UNCLEAR ->
        new Reading(
            signal,
            window.model(),
            window.version(),
            signal == Signal.ACCURACY ? 0.931 : good(signal),
            own,
            fresh,
            null);
      case NOT_A_NUMBER ->
        new Reading(signal, window.model(), window.version(), Double.NaN, own, fresh, null);
      case INFINITE ->
        new Reading(
            signal, window.model(), window.version(), Double.POSITIVE_INFINITY, own, fresh, null);
      case STALE ->
        new Reading(
            signal, window.model(), window.version(), good(signal), own, window.from(), null);
      case FUTURE ->
        new Reading(
            signal,
            window.model(),
            window.version(),
            good(signal),
            own,
            window.to().plus(Duration.ofHours(1)),
            null);
      case TOO_FEW ->
        new Reading(signal, window.model(), window.version(), good(signal), 20, fresh, null);
      case NOTHING ->
        new Reading(signal, window.model(), window.version(), Double.NaN, 0, null, null);
      case UNREADABLE ->
        new Reading(
            signal,
            window.model(),
            window.version(),
            Double.NaN,
            0,
            null,
            "Monitoring does not answer.");
      case OF_ANOTHER_VERSION ->
        new Reading(signal, window.model(), "another", good(signal), own, fresh, null);
    };
  }

  private static double good(Signal signal) {
    return switch (signal) {
      case ACCURACY -> 0.98;
      case ERROR_RATE -> 0.002;
      case LATENCY_P95 -> 100;
      case FAIRNESS -> 0.95;
      default -> 0.05;
    };
  }

  @Override
  public List<Tally> tallies(Signal signal, List<Window> windows, Duration block) {
    return List.of();
  }

  @Override
  public List<Tally> slower(Map<Window, Double> limits, Duration block) {
    return List.of();
  }

  @Override
  public boolean available() {
    return kind != Kind.UNREADABLE;
  }
}
