package io.pilotage.verdict;

import java.time.Instant;

/** What both versions got right and wrong in one block of time. Counts may be fractions. */
public record Block(
    Instant start,
    double candidateRight,
    double candidateWrong,
    double stableRight,
    double stableWrong) {

  public double candidate() {
    return candidateRight + candidateWrong;
  }

  public double stable() {
    return stableRight + stableWrong;
  }

  boolean oneSided() {
    return !(candidate() > 0 && stable() > 0);
  }

  public Block with(Block next) {
    return new Block(
        start,
        candidateRight + next.candidateRight,
        candidateWrong + next.candidateWrong,
        stableRight + next.stableRight,
        stableWrong + next.stableWrong);
  }

  /** The block of effectively independent outcomes. */
  Block dividedBy(double effect, double stableEffect) {
    return new Block(
        start,
        candidateRight / effect,
        candidateWrong / effect,
        stableRight / stableEffect,
        stableWrong / stableEffect);
  }
}
