package io.pilotage.gate.activity;

import static io.pilotage.gate.GateVariables.PHASE;
import static io.pilotage.gate.GateVariables.ROLES;

import io.pilotage.gate.Gates;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the round: keeps what the rules find and leaves the roles that have to sign. */
@Component
class CheckCriteria implements JavaDelegate {

  private final Gates gates;

  CheckCriteria(Gates gates) {
    this.gates = gates;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var round = gates.open(
        execution.getProcessInstanceId(), execution.getProcessBusinessKey(), PHASE.get(execution));
    ROLES.set(execution, round.roles());
  }
}
