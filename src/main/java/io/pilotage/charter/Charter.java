package io.pilotage.charter;

/**
 * What the first phase agreed on. A part that nobody has recorded yet is null; so is a limit nobody
 * set. Limits become thresholds later, without anybody being asked again.
 */
public record Charter(
    Problem problem,
    Baseline baseline,
    Fallback fallback,
    DataOutlook data,
    Constraints constraints,
    Strategy strategy,
    Committee committee,
    Integration integration,
    Briefing briefing,
    RiskProfile risk) {

  static Charter empty() {
    return new Charter(null, null, null, null, null, null, null, null, null, null);
  }

  /** Longest time an answer may take, in milliseconds at the 95th percentile. */
  public Double latencyLimitMs() {
    return constraints == null ? null : constraints.latencyLimitMs();
  }

  /** What serving may cost a month, in the currency of the business case. */
  public Double costLimitPerMonth() {
    return constraints == null ? null : constraints.costLimitPerMonth();
  }

  /** Whether every decision must come with its reasons; false as long as nobody asked. */
  public boolean explanationsRequired() {
    return constraints != null && constraints.explanationsRequired();
  }

  /** The share of right answers to reach, between 0 and 1. */
  public Double targetQuality() {
    return baseline == null ? null : baseline.targetQualityPercent() / 100;
  }

  /** How many answers a day production has to carry. */
  public Double targetVolumePerDay() {
    return baseline == null ? null : baseline.targetVolume();
  }

  public FallbackKind fallbackKind() {
    return fallback == null ? null : fallback.kind();
  }
}
