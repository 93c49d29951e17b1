package io.pilotage.value;

import io.pilotage.sync.AgendaSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Tells both sides how the KPIs moved since the last sync: what was measured, what it was before,
 * and how far the target is.
 */
@Component
@Order(0)
class KpiMovement implements AgendaSource {

  private final Kpis kpis;

  KpiMovement(Kpis kpis) {
    this.kpis = kpis;
  }

  @Override
  public List<String> items(String initiative, Instant since) {
    var measured = kpis.actuals(initiative);
    var from = LocalDate.ofInstant(since, ZoneOffset.UTC);
    return kpis.of(initiative).map(KpiContract::kpis).orElse(List.of()).stream()
        .flatMap(kpi -> moved(kpi, measured, from).stream())
        .toList();
  }

  private static Optional<String> moved(Kpi kpi, List<KpiActual> newestFirst, LocalDate from) {
    var ofKpi = newestFirst.stream()
        .filter(actual -> actual.metric().equals(kpi.metric()))
        .toList();
    if (ofKpi.isEmpty() || ofKpi.get(0).measuredOn().isBefore(from)) return Optional.empty();
    var before = ofKpi.size() > 1 ? ofKpi.get(1).amount() : kpi.baseline();
    return Optional.of("KPI " + kpi.metric() + ": " + ofKpi.get(0).amount() + " " + kpi.unit()
        + " (" + when(ofKpi.get(0)) + "), " + (ofKpi.size() > 1 ? "before " : "baseline ") + before
        + ", target " + kpi.target() + ": "
        + direction(kpi, before, ofKpi.get(0).amount()) + ".");
  }

  // A figure from before periods were kept has its day only.
  private static String when(KpiActual actual) {
    return actual.period() == null ? actual.measuredOn().toString() : actual.period();
  }

  private static String direction(Kpi kpi, double before, double now) {
    if (kpi.reachedBy(now)) return "reached";
    if (now == before) return "did not move";
    return Math.abs(kpi.target() - now) < Math.abs(kpi.target() - before)
        ? "nearer"
        : "further away";
  }
}
