package io.pilotage.gate;

import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.initiative.Phase;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The phases before were passed: a criterion of every gate, and what stops a life on its way into a
 * phase or to its end, however it got there. Whoever starts a later phase directly meets it here.
 */
@Component
class PhaseOrder {

  private final GateTable table;
  private final Processes processes;

  PhaseOrder(GateTable table, Processes processes) {
    this.table = table;
    this.processes = processes;
  }

  Criterion check(String initiative, Phase phase) {
    var decisions = table.decisions(initiative);
    var missing = Arrays.stream(Phase.values())
        .limit(phase.ordinal())
        .filter(earlier ->
            !decisions.containsKey(earlier) || !decisions.get(earlier).passes())
        .map(Phase::label)
        .toList();
    if (missing.isEmpty())
      return new Criterion(
          "Earlier phases passed", Effect.PASS, "Every phase before this one passed its gate.");
    return new Criterion(
        "Earlier phases passed",
        effectOfSkipping(initiative),
        "Not passed before this gate: " + String.join(", ", missing) + ".");
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

  // Without a lifecycle (a phase tried out by itself) there is no order to keep; within one, a skip
  // needs a waiver.
  private Effect effectOfSkipping(String initiative) {
    return processes.runs("ai-lifecycle", initiative) ? Effect.BLOCK : Effect.WARN;
  }
}
