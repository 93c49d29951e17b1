package io.pilotage.experiment;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R44: the report says what its figures hide and how the candidate fails. */
@Component
class ReportHonest implements GateRule {

  private final Concepts concepts;

  ReportHonest(Concepts concepts) {
    this.concepts = concepts;
  }

  @Override
  public Phase phase() {
    return Phase.POC;
  }

  @Override
  public String name() {
    return "Report names what it hides";
  }

  @Override
  public Finding check(String initiative) {
    return concepts
        .report(initiative)
        .map(report -> Finding.pass("Hidden by clean data: " + report.cleanData()
            + ". Failure modes: " + report.failureModes()))
        .orElseGet(() -> Finding.block("There is no report."));
  }
}
