package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R35: somebody answers for the data, after go-live too. */
@Component
class DataOwnerNamed implements GateRule {

  private final Preparations preparations;

  DataOwnerNamed(Preparations preparations) {
    this.preparations = preparations;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Data owner named";
  }

  @Override
  public Finding check(String initiative) {
    return preparations
        .owner(initiative)
        .map(owner ->
            Finding.pass(owner.name() + " owns the data; after go-live: " + owner.qualityWatch()))
        .orElseGet(() -> Finding.block("Nobody owns the data."));
  }
}
