package io.pilotage.value;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.StoredAs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The KPIs three parties agreed on before anything is built. */
@StoredAs("kpi-contract")
public record KpiContract(List<Kpi> kpis, List<KpiGap> gaps, Agreement agreement) {

  public KpiContract {
    kpis = kpis == null ? List.of() : List.copyOf(kpis);
    gaps = gaps == null ? List.of() : List.copyOf(gaps);
  }

  /** What keeps the contract from being whole, one sentence each; empty when nothing does. */
  public List<String> openPoints() {
    var open = new ArrayList<String>();
    var uncovered = uncovered();
    if (!uncovered.isEmpty()) {
      open.add("These categories have neither a KPI nor a reason why not: "
          + uncovered.stream().map(KpiCategory::words).collect(Collectors.joining(", ")) + ".");
    }
    if (kpis.stream().noneMatch(Kpi::business)) {
      open.add(
          "All KPIs are technical. Add at least one business KPI: cost per transaction, hours saved a "
              + "week, fewer errors, better conversion.");
    }
    if (agreement == null || !agreement.complete())
      open.add("The business sponsor, operations and technology have not all agreed.");
    return open;
  }

  /** What the contract says about a category, in a few words. */
  String standing(KpiCategory category) {
    var metrics = kpis.stream()
        .filter(kpi -> kpi.category() == category)
        .map(Kpi::metric)
        .collect(Collectors.joining(", "));
    if (!metrics.isEmpty()) return metrics;
    return gaps.stream()
        .filter(gap -> gap.category() == category)
        .map(gap -> "none: " + gap.reason())
        .findFirst()
        .orElse("open: a KPI, or a reason why not");
  }

  void mustBeComplete() {
    kpis.forEach(Kpi::mustBeComplete);
    gaps.forEach(gap -> Refusal.unless(
        gap.category() != null && gap.reason() != null && !gap.reason().isBlank(),
        "kpiGaps",
        "Every category you leave out needs its reason."));
    var metrics = new HashSet<String>();
    kpis.forEach(kpi -> Refusal.unless(
        metrics.add(kpi.metric().strip().toLowerCase(Locale.ROOT)),
        "kpis",
        "“" + kpi.metric() + "” stands in the list twice. Keep one."));
    var open = openPoints();
    Refusal.unless(
        open.isEmpty(), uncovered().isEmpty() ? "kpis" : "kpiGaps", String.join(" ", open));
  }

  private List<KpiCategory> uncovered() {
    return Arrays.stream(KpiCategory.values())
        .filter(category -> kpis.stream().noneMatch(kpi -> kpi.category() == category))
        .filter(category -> gaps.stream().noneMatch(gap -> gap.category() == category))
        .toList();
  }

  /** Who agreed, by name. */
  public record Agreement(String business, String operations, String technology) {

    boolean complete() {
      return given(business) && given(operations) && given(technology);
    }

    private static boolean given(String name) {
      return name != null && !name.isBlank();
    }
  }
}
