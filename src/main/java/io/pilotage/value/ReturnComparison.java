package io.pilotage.value;

import java.util.List;

/**
 * Estimated beside actual, from the first recorded month to the last: the middle of the estimate
 * over as many months. Nothing of the one that is missing.
 */
public record ReturnComparison(
    int months,
    Double estimatedCost,
    Double actualCost,
    Double estimatedBenefit,
    Double actualBenefit,
    Double estimatedRoiPercent,
    Double actualRoiPercent) {

  static ReturnComparison of(BusinessCase estimate, List<ActualReturn> actuals) {
    var months = actuals.size();
    var cost = actuals.stream().mapToDouble(ActualReturn::cost).sum();
    var benefit = actuals.stream().mapToDouble(ActualReturn::benefit).sum();
    var known = months > 0;
    return new ReturnComparison(
        months,
        estimate == null ? null : estimate.productionCost().middle() / 12 * months,
        known ? cost : null,
        estimate == null ? null : estimate.benefit().middle() / 12 * months,
        known ? benefit : null,
        estimate == null ? null : estimate.expected().roiPercent(),
        known && cost > 0 ? (benefit - cost) / cost * 100 : null);
  }
}
