package io.pilotage.value;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Health: the number that decides is one the business would pay for, with an owner who answers for
 * it.
 */
@Component
class MetricIsBusinessKpi implements StandingRule {

  private final Kpis kpis;

  MetricIsBusinessKpi(Kpis kpis) {
    this.kpis = kpis;
  }

  @Override
  public Kind kind() {
    return Kind.HEALTH;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Health: metric is a business KPI";
  }

  @Override
  public Finding check(String initiative) {
    var business = kpis.of(initiative).stream()
        .flatMap(contract -> contract.kpis().stream())
        .filter(Kpi::business)
        .toList();
    if (business.isEmpty()) return Finding.block("The contract has no business KPI.");
    return Finding.pass(business.stream()
        .map(kpi -> kpi.metric() + " from " + kpi.baseline() + " to " + kpi.target() + " "
            + kpi.unit() + ", owned by " + kpi.owner())
        .collect(Collectors.joining("; ", "", ".")));
  }
}
