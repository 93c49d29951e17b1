package io.pilotage.verdict;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be measured of a model version. The sample count of a reading counts the predictions
 * named here.
 */
public enum Signal {
  /** Share of right predictions, 0 to 1, among those whose outcome is known. */
  ACCURACY,
  /** Share of failed predictions, 0 to 1, among all. */
  ERROR_RATE,
  /** 95th percentile of the answer time in milliseconds, of the predictions that tell theirs. */
  LATENCY_P95,
  /** Mean cost of a prediction, in the currency the service reports, of those that tell theirs. */
  COST,
  /**
   * Population stability index of the feature that moved most; 0 is no change, 0.25 a large one.
   */
  INPUT_DRIFT,
  /** Population stability index of the score, or of the prediction where no score is given. */
  PREDICTION_DRIFT,
  /**
   * Smallest rate of favourable predictions of any group divided by the largest; below 0.8 breaks
   * the four-fifths rule.
   */
  FAIRNESS,
  /** Predictions a minute over the whole window. */
  THROUGHPUT,
  /** Share answered from the cache, 0 to 1, of the predictions that tell it. */
  CACHE_HITS,
  /** Share of looked-at predictions that people agree with, 0 to 1. */
  AGREEMENT;

  /** The outer name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Signal of(String label) {
    return find(label)
        .orElseThrow(() -> new IllegalArgumentException(
            "There is no signal “" + label + "”. Known are " + labels() + "."));
  }

  public static Optional<Signal> find(String label) {
    return Arrays.stream(values())
        .filter(signal -> signal.label().equals(label))
        .findFirst();
  }

  public static String labels() {
    return Arrays.stream(values()).map(Signal::label).collect(Collectors.joining(", "));
  }
}
