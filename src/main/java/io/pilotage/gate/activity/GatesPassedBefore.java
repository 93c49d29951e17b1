package io.pilotage.gate.activity;

import io.pilotage.gate.Gates;
import io.pilotage.initiative.Phase;
import java.util.Arrays;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.springframework.stereotype.Component;

/**
 * Stands before every phase and before the completion of a life: whichever way the token came, the
 * tables say whether it may go on.
 */
@Component
class GatesPassedBefore implements ExecutionListener {

  private final Gates gates;

  GatesPassedBefore(Gates gates) {
    this.gates = gates;
  }

  @Override
  public void notify(DelegateExecution execution) {
    var initiative = execution.getProcessBusinessKey();
    if (execution.getBpmnModelElementInstance() instanceof CallActivity call)
      gates.mustReach(initiative, phaseOf(call));
    else gates.mustEnd(initiative);
  }

  private static Phase phaseOf(CallActivity call) {
    return Arrays.stream(Phase.values())
        .filter(phase -> phase.process().equals(call.getCalledElement()))
        .findFirst()
        .orElseThrow();
  }
}
