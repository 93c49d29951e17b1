package io.pilotage.readiness;

import io.pilotage.value.Kpi;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import io.pilotage.value.LinkProbe;
import io.pilotage.verdict.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether the KPIs of a contract can be read now. A source that is a signal is read, a link that
 * may be tried is tried, anything else counts once it has given a first measurement.
 */
@Component
class KpiReadings {

  private final Kpis kpis;
  private final MonitoringProbes probes;
  private final LinkProbe links;

  KpiReadings(Kpis kpis, MonitoringProbes probes, LinkProbe links) {
    this.kpis = kpis;
    this.probes = probes;
    this.links = links;
  }

  Optional<KpiContract> contract(String initiative) {
    return kpis.of(initiative);
  }

  /** Why sources that a machine can ask do not answer, a sentence each. */
  List<String> silent(String initiative, KpiContract contract) {
    return contract.kpis().stream()
        .flatMap(kpi -> silence(initiative, kpi).stream())
        .toList();
  }

  /** The KPIs of which only their owner's word says that they can be measured. */
  List<String> unmeasured(String initiative, KpiContract contract) {
    return contract.kpis().stream()
        .filter(kpi -> signal(kpi).isEmpty()
            && !links.mayTry(kpi.source())
            && kpis.latest(initiative, kpi.metric()).isEmpty())
        .map(kpi -> kpi.metric() + " from " + kpi.source())
        .toList();
  }

  private Optional<String> silence(String initiative, Kpi kpi) {
    var signal = signal(kpi);
    if (signal.isPresent()) return probes.silence(initiative, signal.get());
    if (!links.mayTry(kpi.source())) return Optional.empty();
    return links
        .problem(kpi.source())
        .map(problem ->
            "The source of " + kpi.metric() + ", " + kpi.source() + ", " + problem + ".");
  }

  private static Optional<Signal> signal(Kpi kpi) {
    return Arrays.stream(Signal.values())
        .filter(signal -> signal.label().equalsIgnoreCase(kpi.source().strip()))
        .findFirst();
  }
}
