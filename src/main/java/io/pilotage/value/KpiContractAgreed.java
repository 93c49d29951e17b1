package io.pilotage.value;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** KPIs agreed afterwards measure what was built, not what was wanted. */
@Component
class KpiContractAgreed implements GateRule {

  private final Kpis kpis;

  KpiContractAgreed(Kpis kpis) {
    this.kpis = kpis;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "KPI contract agreed";
  }

  @Override
  public Finding check(String initiative) {
    return kpis.of(initiative)
        .map(KpiContractAgreed::judge)
        .orElseGet(() -> Finding.block("No KPI contract was agreed."));
  }

  private static Finding judge(KpiContract contract) {
    if (!contract.openPoints().isEmpty())
      return Finding.block(String.join(" ", contract.openPoints()));
    var agreement = contract.agreement();
    return Finding.pass(contract.kpis().size() + " KPIs, "
        + contract.kpis().stream().filter(Kpi::business).count()
        + " of them business KPIs; agreed by " + agreement.business() + ", "
        + agreement.operations() + " and " + agreement.technology() + ".");
  }
}
