package io.pilotage.readiness;

/** The six things without which nothing goes live. */
public enum GoLiveItem {
  KPIS_MEASURABLE("Business KPIs defined and measurable"),
  REVIEWS_DONE("Security and compliance review done"),
  ALERTING_IN_PLACE("Monitoring, alerting and escalation in place"),
  ROLLBACK_TESTED("Rollback tested and documented"),
  OPERATIONS_TRAINED("Operations trained, with runbook"),
  BENCHMARKS_TRACKED("Performance benchmarks established and tracked");

  private final String title;

  GoLiveItem(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
