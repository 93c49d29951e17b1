package io.pilotage.experiment;

import io.pilotage.engine.Amounts;
import io.pilotage.engine.Refusal;

/**
 * What an experiment measured.
 *
 * @param accuracy share of right answers, 0 to 1; precision and recall likewise, and may be missing
 * @param latencyMs of one answer; may be missing
 * @param cost of this experiment, in the currency of the budget
 * @param businessImpact what the result is worth a year; missing while unknown, negative when it
 *     loses money
 */
public record Figures(
    double accuracy,
    Double precision,
    Double recall,
    Double latencyMs,
    double cost,
    Double businessImpact) {

  public Figures {
    share(accuracy, "accuracy");
    share(precision, "precision");
    share(recall, "recall");
    Refusal.unless(
        latencyMs == null || latencyMs >= 0 && Double.isFinite(latencyMs),
        "latencyMs",
        "The latency cannot be negative. Give milliseconds.");
    Refusal.unless(
        cost >= 0 && Double.isFinite(cost),
        "cost",
        "The cost cannot be negative. Give what this experiment cost, 0 when nothing.");
    Refusal.unless(
        businessImpact == null || Double.isFinite(businessImpact),
        "businessImpact",
        "The business impact must be a number, or left empty while unknown.");
  }

  /** What is recorded from now on has to be an amount; what was recorded before stays readable. */
  void mustBePossible() {
    Amounts.mustBePossible("cost", cost);
    Amounts.mustBePossible("latencyMs", latencyMs);
    Amounts.mustBePossible("businessImpact", businessImpact);
  }

  private static void share(Double value, String field) {
    Refusal.unless(
        value == null || value >= 0 && value <= 1,
        field,
        "The " + field + " must lie between 0 and 100 percent (0 and 1 in the API).");
  }
}
