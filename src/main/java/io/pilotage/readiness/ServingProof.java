package io.pilotage.readiness;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;

/** What the load test measured. Throughput in requests per second, error rate in percent. */
@StoredAs("serving_proof")
public record ServingProof(
    double targetPerSecond,
    double measuredPerSecond,
    double latencyP95Ms,
    double errorRatePercent,
    double loadTestMinutes,
    String loadTestReport) {

  public ServingProof {
    Refusal.unless(
        targetPerSecond > 0,
        "targetPerSecond",
        "Please give the target volume in requests per second; it is more than 0.");
    Refusal.unless(
        measuredPerSecond >= 0, "measuredPerSecond", "A measured throughput is never negative.");
    Refusal.unless(latencyP95Ms >= 0, "latencyP95Ms", "A latency is never negative.");
    Refusal.unless(
        errorRatePercent >= 0 && errorRatePercent <= 100,
        "errorRatePercent",
        "The failed requests lie between 0 and 100 percent.");
    Refusal.unless(
        loadTestMinutes > 0,
        "loadTestMinutes",
        "Please give the length of the load test in minutes; it is more than 0.");
    Refusal.unlessGiven(
        loadTestReport, "loadTestReport", "Please say where the report of the load test lies.");
  }
}
