package io.pilotage.value;

/** One line of benefit, a year. */
public record Benefit(Type type, String description, Double low, Double high) {

  Range range() {
    return new Range(low, high);
  }

  /** What kind of benefit it is. */
  public enum Type {
    COST_REDUCTION,
    TIME_SAVINGS,
    REVENUE,
    RISK_MITIGATION
  }
}
