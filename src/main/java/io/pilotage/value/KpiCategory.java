package io.pilotage.value;

/** The eight sides from which an initiative is looked at. */
public enum KpiCategory {
  PERFORMANCE("performance"),
  PRODUCTIVITY("productivity"),
  ADOPTION("adoption"),
  ALIGNMENT("alignment"),
  RISK("risk"),
  TRUST("trust"),
  ROI("ROI"),
  ACCOUNTABILITY("accountability");

  private final String words;

  KpiCategory(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
