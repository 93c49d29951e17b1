package io.pilotage.dataset;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import org.springframework.stereotype.Component;

/** R32: two runs of the pipeline gave the same content. */
@Component
class PipelineReproducible implements GateRule {

  private final Preparations preparations;

  PipelineReproducible(Preparations preparations) {
    this.preparations = preparations;
  }

  @Override
  public Phase phase() {
    return Phase.DATA;
  }

  @Override
  public String name() {
    return "Pipeline reproducible";
  }

  @Override
  public Finding check(String initiative) {
    return preparations
        .pipeline(initiative)
        .map(pipeline -> pipeline.reproducible()
            ? Finding.pass("Two runs gave the same content, digest "
                + pipeline.firstDigest().substring(0, 12) + ".")
            : Finding.block("Two runs gave different content: " + pipeline.firstRun() + " and "
                + pipeline.secondRun() + " differ."))
        .orElseGet(() -> Finding.block("The pipeline is not described."));
  }
}
