package io.pilotage.gate;

import io.pilotage.engine.Processes;
import io.pilotage.initiative.Phase;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/** The criterion every gate has: the phases before were passed. Somebody who starts a later phase directly meets it here. */
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
    var missing = Arrays.stream(Phase.values()).limit(phase.ordinal())
        .filter(earlier -> !decisions.containsKey(earlier) || !decisions.get(earlier).passes())
        .map(Phase::label).toList();
    if (missing.isEmpty()) return new Criterion("Earlier phases passed", Effect.PASS, "Every phase before this one passed its gate.");
    return new Criterion("Earlier phases passed", effectOfSkipping(initiative), "Not passed before this gate: " + String.join(", ", missing) + ".");
  }

  // Without a lifecycle (a phase tried out by itself) there is no order to keep; within one, a skip needs a waiver.
  private Effect effectOfSkipping(String initiative) {
    return processes.runs("ai-lifecycle", initiative) ? Effect.BLOCK : Effect.WARN;
  }
}
