package io.pilotage.value;

/** One line of cost: once for the POC, or every year in production. */
public record CostItem(Stage stage, String item, Double low, Double high) {

  Range range() {
    return new Range(low, high);
  }

  /** When the money is spent. */
  public enum Stage {
    POC,
    PRODUCTION
  }
}
