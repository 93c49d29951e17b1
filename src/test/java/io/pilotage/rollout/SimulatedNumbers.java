package io.pilotage.rollout;

import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Signal;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Window;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What monitoring tells in a simulation: good, bad, or nothing anybody should believe. */
class SimulatedNumbers implements Monitoring {

  /** The only kind that deserves more traffic is the first. */
  enum Kind { HEALTHY, UNHEALTHY, SEVERE, UNCLEAR, NOT_A_NUMBER, INFINITE, STALE, FUTURE, TOO_FEW, NOTHING, UNREADABLE, OF_ANOTHER_VERSION, NOTHING_BESIDE }

  private Kind kind = Kind.HEALTHY;

  void tell(Kind now) {
    kind = now;
  }

  Kind kind() {
    return kind;
  }

  @Override
  public List<Reading> read(Signal signal, List<Window> windows) {
    return windows.stream().map(window -> reading(signal, window, windows.indexOf(window) > 0)).toList();
  }

  private Reading reading(Signal signal, Window window, boolean beside) {
    var fresh = window.to().minusSeconds(60).isBefore(window.from()) ? window.from() : window.to().minusSeconds(60);
    if (beside) return new Reading(signal, window.model(), window.version(), kind == Kind.NOTHING_BESIDE ? Double.NaN : good(signal), 5_000, fresh, null);
    return switch (kind) {
      case HEALTHY, NOTHING_BESIDE -> new Reading(signal, window.model(), window.version(), good(signal), 5_000, fresh, null);
      case UNHEALTHY -> new Reading(signal, window.model(), window.version(), signal == Signal.ACCURACY ? 0.6 : good(signal), 5_000, fresh, null);
      case SEVERE -> new Reading(signal, window.model(), window.version(), signal == Signal.ERROR_RATE ? 0.5 : good(signal), 5_000, fresh, null);
      case UNCLEAR -> new Reading(signal, window.model(), window.version(), signal == Signal.ACCURACY ? 0.931 : good(signal), 5_000, fresh, null);
      case NOT_A_NUMBER -> new Reading(signal, window.model(), window.version(), Double.NaN, 5_000, fresh, null);
      case INFINITE -> new Reading(signal, window.model(), window.version(), Double.POSITIVE_INFINITY, 5_000, fresh, null);
      case STALE -> new Reading(signal, window.model(), window.version(), good(signal), 5_000, window.from(), null);
      case FUTURE -> new Reading(signal, window.model(), window.version(), good(signal), 5_000, window.to().plus(Duration.ofHours(1)), null);
      case TOO_FEW -> new Reading(signal, window.model(), window.version(), good(signal), 20, fresh, null);
      case NOTHING -> new Reading(signal, window.model(), window.version(), Double.NaN, 0, null, null);
      case UNREADABLE -> new Reading(signal, window.model(), window.version(), Double.NaN, 0, null, "Monitoring does not answer.");
      case OF_ANOTHER_VERSION -> new Reading(signal, window.model(), "another", good(signal), 5_000, fresh, null);
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
