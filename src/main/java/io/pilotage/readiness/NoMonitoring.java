package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Phase;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A model nobody sees: no signal was asked for, or what was asked for is silent now. */
@Component
class NoMonitoring implements StandingRule {

  private final MonitoringProbes probes;
  private final Readiness readiness;

  NoMonitoring(MonitoringProbes probes, Readiness readiness) {
    this.probes = probes;
    this.readiness = readiness;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.PRODUCTIONIZE;
  }

  @Override
  public String name() {
    return "Mistake: no monitoring";
  }

  @Override
  public Finding check(String initiative) {
    if (readiness.find(initiative, Registration.class).isEmpty())
      return Finding.block("No model is registered, so nothing is watched.");
    var seen = probes.look(initiative);
    if (seen.isEmpty()) return Finding.block("Nobody said which signals must be watched.");
    var silent = seen.stream()
        .filter(probe -> !probe.fresh())
        .map(MonitoringProbe::signal)
        .toList();
    if (!silent.isEmpty()) return Finding.block("Silent now: " + String.join(", ", silent) + ".");
    return Finding.pass("Fresh now: "
        + seen.stream().map(MonitoringProbe::signal).collect(Collectors.joining(", ")) + ".");
  }
}
