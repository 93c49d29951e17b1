package io.pilotage.monitoring;

import java.time.Instant;

/**
 * What one group of people was answered in one block of time, and how often that was wrong where
 * the truth is known.
 *
 * @param attribute what tells the groups apart, say {@code region}
 * @param favourable predictions that are good for the person
 */
public record GroupTally(
    String model,
    String version,
    String attribute,
    String group,
    Instant block,
    long favourable,
    long unfavourable,
    Known known) {

  /**
   * Of those, the ones whose truth is known.
   *
   * @param falsePositive favourable ones the truth did not bear out; the others accordingly
   */
  public record Known(
      long falsePositive, long trueNegative, long falseNegative, long truePositive) {}

  public long n() {
    return favourable + unfavourable;
  }
}
