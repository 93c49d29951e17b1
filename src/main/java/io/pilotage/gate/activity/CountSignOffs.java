package io.pilotage.gate.activity;

import static io.pilotage.gate.GateVariables.GATE_DECISION;
import static io.pilotage.gate.GateVariables.TALLY;

import io.pilotage.gate.Gates;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Counts what is kept and overwrites whatever anybody left in the variables of the gateways. */
@Component
class CountSignOffs implements JavaDelegate {

  private final Gates gates;

  CountSignOffs(Gates gates) {
    this.gates = gates;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var tally = gates.count(execution.getProcessInstanceId());
    TALLY.set(execution, tally);
    GATE_DECISION.set(execution, tally.decision());
  }
}
