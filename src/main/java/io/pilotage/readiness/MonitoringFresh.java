package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks monitoring at the moment of the gate: what was fresh last week proves nothing today. */
@Component
class MonitoringFresh implements GoLiveRule {

  private final MonitoringProbes probes;

  MonitoringFresh(MonitoringProbes probes) {
    this.probes = probes;
  }

  @Override
  public GoLiveItem item() {
    return GoLiveItem.ALERTING_IN_PLACE;
  }

  @Override
  public String name() {
    return "Monitoring returns fresh data";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    return judge(probes.look(initiative));
  }

  static Finding judge(List<MonitoringProbe> probes) {
    if (probes.isEmpty()) return Finding.block("Nobody said yet which signals must be watched.");
    var silent = probes.stream()
        .filter(probe -> !probe.fresh())
        .map(MonitoringProbe::fact)
        .toList();
    if (!silent.isEmpty()) return Finding.block(String.join(" ", silent));
    return Finding.pass(
        probes.stream().map(MonitoringProbe::fact).collect(Collectors.joining(" ")));
  }
}
