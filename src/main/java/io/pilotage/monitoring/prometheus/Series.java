package io.pilotage.monitoring.prometheus;

import io.pilotage.monitoring.Window;
import java.time.Instant;
import java.util.Map;

/** What Prometheus answered to one query: values by version and time. */
record Series(Map<Version, Map<Instant, Double>> values) {

  record Version(String model, String version) {}

  Map<Instant, Double> of(Window window) {
    return values.getOrDefault(new Version(window.model(), window.version()), Map.of());
  }
}
