package io.pilotage.gate.activity;

import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.GATE_DECISION;
import static io.pilotage.gate.GateVariables.WAIVER;
import static io.pilotage.gate.GateVariables.WAIVER_REASON;
import static io.pilotage.gate.GateVariables.WAIVER_UNTIL;

import io.pilotage.engine.UserTask;
import io.pilotage.gate.Gates;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * Asks a program manager to answer for what is open; the gateway reads what the module decided, not
 * what was sent.
 */
@Component
class DecideOnWaiver implements UserTask {

  private final Gates gates;

  DecideOnWaiver(Gates gates) {
    this.gates = gates;
  }

  @Override
  public void opened(DelegateTask task) {
    gates.facts(task.getProcessInstanceId()).showOn(task);
  }

  @Override
  public void taken(DelegateTask task) {
    gates.newestFacts(task.getProcessInstanceId()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    var decision = gates.decideOnWaiver(
        task.getProcessInstanceId(),
        WAIVER.get(task),
        WAIVER_REASON.get(task),
        WAIVER_UNTIL.orElse(task, null),
        CAUSE.orElse(task, null));
    GATE_DECISION.set(task.getExecution(), decision);
  }
}
