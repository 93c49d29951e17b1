package io.pilotage.charter;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** A problem without a number cannot be solved, only worked on. */
@Component
class ProblemSpecific implements GateRule {

  private final Charters charters;

  ProblemSpecific(Charters charters) {
    this.charters = charters;
  }

  @Override
  public Phase phase() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Problem statement specific";
  }

  @Override
  public Finding check(String initiative) {
    return charters
        .of(initiative)
        .map(Charter::problem)
        .map(problem -> Finding.pass("Goal: " + problem.goal() + "."))
        .orElseGet(() -> Finding.block("No problem was framed."));
  }
}
