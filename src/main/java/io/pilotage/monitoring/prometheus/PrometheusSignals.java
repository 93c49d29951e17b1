package io.pilotage.monitoring.prometheus;

import io.pilotage.monitoring.Agreements;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Signals from Prometheus. A window is read in steps that lie wholly inside it, and its value is
 * the mean of the steps weighted by their sample counts (for the latency: the typical 95th
 * percentile). Windows of like length share their step, so one value and one count query a length
 * answer for all models.
 */
@Component
@ConditionalOnProperty(prefix = "pilotage.monitoring", name = "source", havingValue = "prometheus")
class PrometheusSignals implements Monitoring {

  private static final Logger LOG = LoggerFactory.getLogger(PrometheusSignals.class);
  private static final int STEPS = 400;
  private static final int COARSER = 6;

  private final PrometheusApi api;
  private final PrometheusProperties properties;
  private final Agreements agreements;

  PrometheusSignals(PrometheusApi api, PrometheusProperties properties, Agreements agreements) {
    this.api = api;
    this.properties = properties;
    this.agreements = agreements;
  }

  @Override
  public List<Reading> read(Signal signal, List<Window> windows) {
    try {
      if (signal == Signal.AGREEMENT) return agreements.read(windows);
      var readings = new HashMap<Window, Reading>();
      windows.stream()
          .collect(Collectors.groupingBy(this::stepOf))
          .forEach((step, alike) -> readings.putAll(read(signal, alike, step)));
      return windows.stream().map(readings::get).toList();
    } catch (RuntimeException failure) {
      LOG.warn("Signal {} could not be read", signal.label(), failure);
      return unreadable(signal, windows, "The signal cannot be read: " + failure.getMessage());
    }
  }

  @Override
  public List<Tally> tallies(Signal signal, List<Window> windows, Duration block) {
    if (signal == Signal.AGREEMENT) return agreements.tallies(windows, block);
    if (windows.isEmpty() || signal != Signal.ACCURACY && signal != Signal.ERROR_RATE)
      return List.of();
    try {
      var steps =
          ask(signal, whole(earliest(windows), block), whole(latest(windows), block), block);
      var tallies = new ArrayList<Tally>();
      for (var window : windows) tallies.addAll(steps.tallies(window, signal == Signal.ERROR_RATE));
      return tallies;
    } catch (NoAnswer | RuntimeException failure) {
      LOG.warn("Signal {} could not be counted: {}", signal.label(), failure.getMessage());
      return List.of();
    }
  }

  /** Empty: the buckets of a histogram do not lie at any limit one may ask for. */
  @Override
  public List<Tally> slower(Map<Window, Double> limits, Duration block) {
    return List.of();
  }

  @Override
  public boolean available() {
    return api.answers();
  }

  private Map<Window, Reading> read(Signal signal, List<Window> windows, Duration step) {
    try {
      var steps = ask(signal, earliest(windows), latest(windows), step);
      return byWindow(windows, window -> steps.reading(signal, window));
    } catch (NoAnswer none) {
      return byWindow(windows, window -> Reading.unreadable(signal, window, none.getMessage()));
    }
  }

  private Steps ask(Signal signal, Instant from, Instant to, Duration step) throws NoAnswer {
    var query = properties.queries().get(signal.label());
    if (query == null)
      throw new NoAnswer(
          "No query is set for it: pilotage.monitoring.prometheus.queries." + signal.label() + ".");
    // The grid ends with the newest window, so that nothing of the present is left out.
    var start =
        to.minus(step.multipliedBy(Math.max(0, Duration.between(from, to).dividedBy(step) - 1)));
    return new Steps(
        api.range(query, start, to, step),
        api.range(properties.countOf(signal), start, to, step),
        step);
  }

  private Duration stepOf(Window window) {
    var length = Duration.between(window.from(), window.to());
    var step = properties.step();
    while (length.dividedBy(step) > STEPS) step = step.multipliedBy(COARSER);
    return step;
  }

  private static Instant whole(Instant time, Duration block) {
    return Instant.ofEpochMilli(
        Math.floorDiv(time.toEpochMilli(), block.toMillis()) * block.toMillis());
  }

  private static Instant earliest(List<Window> windows) {
    return windows.stream().map(Window::from).min(Instant::compareTo).orElseThrow();
  }

  private static Instant latest(List<Window> windows) {
    return windows.stream().map(Window::to).max(Instant::compareTo).orElseThrow();
  }

  private static Map<Window, Reading> byWindow(
      List<Window> windows, Function<Window, Reading> reading) {
    var readings = new HashMap<Window, Reading>();
    windows.forEach(window -> readings.put(window, reading.apply(window)));
    return readings;
  }

  private static List<Reading> unreadable(Signal signal, List<Window> windows, String problem) {
    return windows.stream()
        .map(window -> Reading.unreadable(signal, window, problem))
        .toList();
  }
}
