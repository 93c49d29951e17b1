package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.value.Kpi;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import io.pilotage.value.LinkProbe;
import io.pilotage.verdict.Signal;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Every KPI of the contract can be measured now. A source that is a signal is read, a link that may
 * be tried is tried, anything else counts once it has given a first measurement.
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
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    return kpis.of(initiative)
        .map(contract -> judge(initiative, contract))
        .orElse(Finding.block("No KPI contract is agreed."));
  }

  private Finding judge(String initiative, KpiContract contract) {
    var silent = contract.kpis().stream()
        .flatMap(kpi -> silence(initiative, kpi).stream())
        .toList();
    if (!silent.isEmpty()) return Finding.block(String.join(" ", silent));
    var unmeasured = contract.kpis().stream()
        .filter(kpi -> attested(initiative, kpi))
        .map(kpi -> kpi.metric() + " from " + kpi.source())
        .toList();
    if (!unmeasured.isEmpty())
      return Finding.warn("Agreed, and not measured yet: " + String.join("; ", unmeasured) + ".");
    return Finding.pass("All " + contract.kpis().size() + " KPIs have a source that answers.");
  }

  /** Why a source that a machine can ask does not answer. */
  private Optional<String> silence(String initiative, Kpi kpi) {
    var signal = signal(kpi);
    if (signal.isPresent()) return probes.silence(initiative, signal.get());
    if (!links.mayTry(kpi.source())) return Optional.empty();
    return links
        .problem(kpi.source())
        .map(problem ->
            "The source of " + kpi.metric() + ", " + kpi.source() + ", " + problem + ".");
  }

  /** True when only its owner's word says that the KPI can be measured. */
  private boolean attested(String initiative, Kpi kpi) {
    return signal(kpi).isEmpty()
        && !links.mayTry(kpi.source())
        && kpis.latest(initiative, kpi.metric()).isEmpty();
  }

  private static Optional<Signal> signal(Kpi kpi) {
    return Arrays.stream(Signal.values())
        .filter(signal -> signal.label().equalsIgnoreCase(kpi.source().strip()))
        .findFirst();
  }
}
