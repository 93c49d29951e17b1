package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.gate.Finding;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Volume, latency, errors and length of the load test, held against the charter. */
@Component
class ServingProven implements GoLiveRule {

  private final Readiness readiness;
  private final Charters charters;
  private final ReadinessProperties properties;

  ServingProven(Readiness readiness, Charters charters, ReadinessProperties properties) {
    this.readiness = readiness;
    this.charters = charters;
    this.properties = properties;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.BENCHMARKS_TRACKED;
  }

  @Override
  public String name() {
    return "Serving proven against the limits";
  }

  @Override
  public Finding check(String initiative) {
    return readiness
        .find(initiative, ServingProof.class)
        .map(proof -> judge(proof.answer(), latencyLimit(initiative)))
        .orElse(Finding.block("No load test is recorded."));
  }

  Finding judge(ServingProof proof, Optional<Double> latencyLimit) {
    var measured = String.format(
        Locale.ROOT,
        "%.0f requests/s of %.0f, p95 %.0f ms, %.2f %% failed, over %.0f minutes.",
        proof.measuredPerSecond(),
        proof.targetPerSecond(),
        proof.latencyP95Ms(),
        proof.errorRatePercent(),
        proof.loadTestMinutes());
    var missed = new ArrayList<String>();
    if (!(proof.measuredPerSecond() >= proof.targetPerSecond()))
      missed.add("the volume is below the target");
    if (!(proof.errorRatePercent() <= properties.errorRateLimitPercent()))
      missed.add("more than " + properties.errorRateLimitPercent() + " % failed");
    if (!(proof.loadTestMinutes() * 60 >= properties.shortestLoadTest().toSeconds()))
      missed.add("the test was too short to prove anything");
    latencyLimit
        .filter(limit -> !(proof.latencyP95Ms() <= limit))
        .ifPresent(
            limit -> missed.add(String.format(Locale.ROOT, "the charter allows %.0f ms", limit)));
    if (!missed.isEmpty())
      return Finding.block(measured + " But " + String.join(", ", missed) + ".");
    if (latencyLimit.isEmpty())
      return Finding.warn(measured + " The charter names no latency limit to hold this against.");
    return Finding.pass(measured);
  }

  private Optional<Double> latencyLimit(String initiative) {
    return charters.of(initiative).map(Charter::latencyLimitMs).map(Number::doubleValue);
  }
}
