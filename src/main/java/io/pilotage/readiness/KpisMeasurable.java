package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.monitoring.Signal;
import io.pilotage.value.Kpi;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Every KPI of the contract can be measured now. A source that is a signal is read, a link that may be tried is tried, anything else
 * counts once it has given a first measurement.
 */
@Component
class KpisMeasurable implements GoLiveRule {

  private final Kpis kpis;
  private final MonitoringProbes probes;
  private final LinkProbe links;

  KpisMeasurable(Kpis kpis, MonitoringProbes probes, LinkProbe links) {
    this.kpis = kpis;
    this.probes = probes;
    this.links = links;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.KPIS_MEASURABLE;
  }

  @Override
  public String name() {
    return "Business KPIs defined and measurable";
  }

  @Override
  public Finding check(String initiative) {
    return kpis.of(initiative).map(contract -> judge(initiative, contract)).orElse(Finding.block("No KPI contract is agreed."));
  }

  private Finding judge(String initiative, KpiContract contract) {
    var silent = new ArrayList<String>();
    var attested = new ArrayList<String>();
    for (var kpi : contract.kpis()) {
      var signal = signal(kpi);
      if (signal.isPresent()) probes.silence(initiative, signal.get()).ifPresent(silent::add);
      else if (links.mayTry(kpi.source())) links.problem(kpi.source()).ifPresent(problem -> silent.add(kpi.metric() + ": " + kpi.source() + " " + problem + "."));
      else if (kpis.latest(initiative, kpi.metric()).isEmpty()) attested.add(kpi.metric() + " from " + kpi.source());
    }
    if (contract.kpis().stream().noneMatch(Kpi::business)) silent.add("No KPI is a business KPI.");
    if (!silent.isEmpty()) return Finding.block(String.join(" ", silent));
    if (!attested.isEmpty()) return Finding.warn("Agreed, and not measured yet: " + String.join("; ", attested) + ".");
    return Finding.pass("All " + contract.kpis().size() + " KPIs have a source that answers.");
  }

  private static Optional<Signal> signal(Kpi kpi) {
    return Arrays.stream(Signal.values()).filter(signal -> signal.label().equalsIgnoreCase(kpi.source().strip())).findFirst();
  }
}
