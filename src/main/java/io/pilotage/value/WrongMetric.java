package io.pilotage.value;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * A metric that improves while the business does not: technical KPIs at their target beside
 * business KPIs that are not.
 */
@Component
class WrongMetric implements StandingRule {

  private final Kpis kpis;

  WrongMetric(Kpis kpis) {
    this.kpis = kpis;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Mistake: wrong metric";
  }

  @Override
  public Finding check(String initiative) {
    var contract = kpis.of(initiative);
    if (contract.isEmpty())
      return Finding.block("No KPI contract says what success is measured by.");
    if (contract.get().kpis().stream().noneMatch(Kpi::business))
      return Finding.block("Every KPI of the contract is technical.");
    return judge(contract.get().kpis(), kpis.actuals(initiative));
  }

  private static Finding judge(List<Kpi> kpis, List<KpiActual> actuals) {
    var reached = names(kpis, actuals, false, true);
    var missed = names(kpis, actuals, true, false);
    if (!reached.isEmpty() && !missed.isEmpty())
      return Finding.warn(
          "The model does well (" + reached + "), the business does not (" + missed + ").");
    return Finding.pass("Success is "
        + kpis.stream().filter(Kpi::business).map(Kpi::metric).collect(Collectors.joining(", "))
        + ".");
  }

  private static String names(
      List<Kpi> kpis, List<KpiActual> actuals, boolean business, boolean reached) {
    return kpis.stream()
        .filter(kpi -> kpi.business() == business)
        .filter(kpi -> newest(kpi, actuals)
            .filter(actual -> kpi.reachedBy(actual.amount()) == reached)
            .isPresent())
        .map(Kpi::metric)
        .collect(Collectors.joining(", "));
  }

  private static Optional<KpiActual> newest(Kpi kpi, List<KpiActual> newestFirst) {
    return newestFirst.stream()
        .filter(actual -> actual.metric().equals(kpi.metric()))
        .findFirst();
  }
}
