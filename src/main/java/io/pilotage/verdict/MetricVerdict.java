package io.pilotage.verdict;

/** What one metric says about a version. */
public enum MetricVerdict {
  PASS,
  /** Within its limit, yet close: the signers are told. */
  WARN,
  FAIL,
  /** Neither shown to keep its limit nor to break it. */
  INCONCLUSIVE,
  TOO_FEW,
  STALE,
  /** Could not be read, or is no number that can be compared. */
  ERROR;

  /** As people read it. */
  public String words() {
    return name().replace('_', ' ');
  }

  /** True when the metric does not stand in the way of more traffic. */
  public boolean promotes() {
    return this == PASS || this == WARN;
  }
}
