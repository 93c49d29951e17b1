package io.pilotage.monitoring.intake;

/**
 * One line of the prediction log. Texts and numbers that were not told are null; features and
 * traits are JSON objects as received.
 */
public record Prediction(
    String id,
    String model,
    String version,
    long madeAtMicros,
    Answer answer,
    Double score,
    String features,
    String traits,
    Service service) {

  /** What the answer took. */
  public record Service(Double latencyMs, boolean failed, Double cost, Boolean cached) {}
}
