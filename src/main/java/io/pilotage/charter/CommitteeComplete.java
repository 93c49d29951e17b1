package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** Whoever is asked last says no: operations steers from day one. */
@Component
class CommitteeComplete implements GateRule {

  private final Charters charters;

  CommitteeComplete(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Committee complete, operations included";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::committee)
        .map(Committee::members)
        .map(members -> Finding.pass(
            "Accountable: " + members.business() + "; operations: " + members.operations() + "."))
        .orElseGet(() -> Finding.block("No steering committee was named."));
  }
}
