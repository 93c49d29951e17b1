package io.pilotage.operation;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.incident.Incident;
import io.pilotage.incident.Incidents;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** No incident is left open while a model is signed for. */
@Component
class NoOpenIncident implements GateRule {

  private final Incidents incidents;

  NoOpenIncident(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public Phase phase() {
    return Phase.OPERATE;
  }

  @Override
  public String name() {
    return "No open incident";
  }

  @Override
  public boolean moves() {
    return true;
  }

  @Override
  public Finding check(String initiative) {
    var open = incidents.of(initiative).stream().filter(Incident::open).count();
    return open == 0
        ? Finding.pass("No incident is open.")
        : Finding.warn(open + " incidents are open.");
  }
}
