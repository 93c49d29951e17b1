package io.pilotage.gate.activity;

import static io.pilotage.gate.GateVariables.CAUSE;
import static io.pilotage.gate.GateVariables.COMMENT;
import static io.pilotage.gate.GateVariables.DECISION;
import static io.pilotage.gate.GateVariables.ROLE;

import io.pilotage.engine.UserTask;
import io.pilotage.gate.Gates;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * Asks one role. Every signer's answer is kept apart, so nobody finds another's decision already
 * filled in.
 */
@Component
class SignOffPhase implements UserTask {

  private final Gates gates;

  SignOffPhase(Gates gates) {
    this.gates = gates;
  }

  @Override
  public void opened(DelegateTask task) {
    gates.ask(task.getProcessInstanceId(), ROLE.get(task), task.getId());
    gates.facts(task.getProcessInstanceId()).showOn(task);
    DECISION.setLocal(task.getExecution(), null);
    COMMENT.setLocal(task.getExecution(), null);
    CAUSE.setLocal(task.getExecution(), null);
  }

  @Override
  public void taken(DelegateTask task) {
    gates.newestFacts(task.getProcessInstanceId()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    gates.sign(
        task.getId(), DECISION.get(task), COMMENT.orElse(task, null), CAUSE.orElse(task, null));
  }
}
