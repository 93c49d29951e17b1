package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** Poor data is a warning here; the data phase audits it. */
@Component
class DataPromising implements GateRule {

  private final Charters charters;

  DataPromising(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Data promising";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::data)
        .map(DataPromising::judge)
        .orElseGet(() -> Finding.block("Nobody graded the data there is."));
  }

  private static Finding judge(DataOutlook data) {
    var fact = "Quality " + data.quality() + ", volume " + data.volume() + ", history "
        + data.history() + ".";
    return data.worrying()
        ? Finding.warn(fact + " Poor data stalls what is built on it.")
        : Finding.pass(fact);
  }
}
