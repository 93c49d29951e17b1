package io.pilotage.watch;

import java.time.Instant;
import java.util.List;

/**
 * The watch over a model.
 *
 * @param newestSample null when none was ever seen
 * @param silentSince null while samples come
 * @param nextReview null until the model was judged once
 */
public record Watch(
    String model,
    String initiative,
    String version,
    Instant firstSeen,
    Instant newestSample,
    Instant silentSince,
    Instant registeredAt,
    Instant nextReview,
    List<Threshold> thresholds) {

  /** What a signal must keep, and what it was when the watch was registered. */
  public record Threshold(String signal, Double threshold, Double baseline) {}
}
