package io.pilotage.verdict;

import java.time.Instant;

/**
 * What one group of people was answered in one block of time, and how often that was wrong where
 * the truth is known.
 *
 * @param attribute what tells the groups apart, say {@code region}
 * @param favourable predictions that are good for the person
 * @param falsePositive favourable ones the truth did not bear out; the three beside it accordingly
 */
public record GroupBlock(
    String attribute,
    String group,
    Instant start,
    long favourable,
    long unfavourable,
    long falsePositive,
    long trueNegative,
    long falseNegative,
    long truePositive) {

  long n() {
    return favourable + unfavourable;
  }
}
