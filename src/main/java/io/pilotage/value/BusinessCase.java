package io.pilotage.value;

import io.pilotage.engine.Amounts;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.util.List;

/** What it costs and what it brings, as ranges in one currency. */
@StoredAs("business-case")
public record BusinessCase(List<CostItem> costs, List<Benefit> benefits) {

  /** What the POC costs, once. */
  public Range pocCost() {
    return cost(CostItem.Stage.POC);
  }

  /** What a year in production costs. */
  public Range productionCost() {
    return cost(CostItem.Stage.PRODUCTION);
  }

  /** What a year brings. */
  public Range benefit() {
    return Range.sum(benefits.stream().map(Benefit::range).toList());
  }

  /** With everything in the middle of its range. */
  public Payback expected() {
    return Payback.of(pocCost().middle(), productionCost().middle(), benefit().middle());
  }

  /** With the highest cost and the lowest benefit. */
  public Payback cautious() {
    return Payback.of(pocCost().high(), productionCost().high(), benefit().low());
  }

  void mustBeEstimated() {
    Refusal.unless(
        costs != null && costs.stream().anyMatch(cost -> cost.stage() == CostItem.Stage.PRODUCTION),
        "costs",
        "Give at least one cost of a year in production: a model that runs costs something.");
    Refusal.unless(
        benefits != null && !benefits.isEmpty(),
        "benefits",
        "Give at least one benefit: an initiative without one stays an experiment.");
    for (var cost : costs) {
      Refusal.unless(
          cost.stage() != null,
          "costs",
          "Please choose for every cost whether it belongs to the POC or to production.");
      mustBeRange(
          "costs",
          Refusal.unlessGiven(cost.item(), "costs", "Please name every cost."),
          cost.low(),
          cost.high());
    }
    for (var benefit : benefits) {
      Refusal.unless(benefit.type() != null, "benefits", "Please choose a type for every benefit.");
      mustBeRange(
          "benefits",
          Refusal.unlessGiven(benefit.description(), "benefits", "Please describe every benefit."),
          benefit.low(),
          benefit.high());
    }
    Refusal.unless(
        productionCost().high() > 0,
        "costs",
        "A year in production cannot cost nothing. Estimate what it takes to run the model.");
  }

  private static void mustBeRange(String field, String what, Double low, Double high) {
    Refusal.unless(
        low != null && high != null,
        field,
        "“" + what
            + "” needs both ends of its range; give the same number twice when it is known.");
    Amounts.mustBePossible(field, low, high);
    Refusal.unless(
        low >= 0,
        field,
        "“" + what + "” cannot be negative: cost and benefit are both given as positive amounts.");
    Refusal.unless(
        low <= high,
        field,
        "“" + what + "” has its range the wrong way round: the low end comes first.");
  }

  private Range cost(CostItem.Stage stage) {
    return Range.sum(costs.stream()
        .filter(cost -> cost.stage() == stage)
        .map(CostItem::range)
        .toList());
  }
}
