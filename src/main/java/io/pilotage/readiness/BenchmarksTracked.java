package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.verdict.Signal;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A benchmark is tracked when production is asked for the same figure: quality and latency are
 * among the required signals.
 */
@Component
class BenchmarksTracked implements GoLiveRule {

  private final Readiness readiness;

  BenchmarksTracked(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.BENCHMARKS_TRACKED;
  }

  @Override
  public String name() {
    return "Performance benchmarks tracked";
  }

  @Override
  public Finding check(String initiative) {
    var required = readiness
        .find(initiative, MonitoringConnection.class)
        .map(found -> found.answer().required())
        .orElse(List.of());
    return judge(required);
  }

  static Finding judge(List<Signal> required) {
    var missing = Stream.of(Signal.ACCURACY, Signal.LATENCY_P95, Signal.ERROR_RATE)
        .filter(signal -> !required.contains(signal))
        .map(Signal::label)
        .toList();
    if (missing.isEmpty())
      return Finding.pass("Accuracy, error-rate and latency-p95 are required from monitoring.");
    return Finding.block("Not tracked in production: " + String.join(", ", missing)
        + ". Add them in “Connect monitoring”.");
  }
}
