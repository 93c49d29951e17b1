package io.pilotage.gate;

import io.pilotage.engine.Refusal;
import io.pilotage.initiative.Phase;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Stops a life on its way into a phase, or to its end, while a phase before was not passed, however
 * it got there.
 */
@Component
class PhaseOrder {

  private final GateTable table;

  PhaseOrder(GateTable table) {
    this.table = table;
  }

  /**
   * Refuses unless every phase before this one was passed, once at least: rollouts of later
   * versions may have failed since.
   */
  void mustReach(String initiative, Phase phase) {
    refuse(
        initiative,
        Arrays.stream(Phase.values())
            .limit(phase.ordinal())
            .filter(earlier -> !table.passed(initiative, earlier)),
        "“" + phase.label() + "” begins");
  }

  /** Refuses unless every phase was passed, and the last one decided on the end. */
  void mustEnd(String initiative) {
    var ended = table.decisions(initiative).get(Phase.OPERATE);
    var open = Arrays.stream(Phase.values())
        .filter(phase -> phase == Phase.OPERATE
            ? ended == null || ended == GateDecision.REWORK
            : !table.passed(initiative, phase));
    refuse(initiative, open, "An initiative is completed");
  }

  private static void refuse(String initiative, Stream<Phase> missing, String what) {
    var labels = missing.map(Phase::label).toList();
    Refusal.unless(
        labels.isEmpty(),
        "phase",
        what + " when the gates before are passed. " + initiative + " has not passed: "
            + String.join(", ", labels) + ". Let the gate be signed; nothing else leads past it.");
  }
}
