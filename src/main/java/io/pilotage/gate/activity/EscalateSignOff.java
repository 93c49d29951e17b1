package io.pilotage.gate.activity;

import io.pilotage.gate.Reminders;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells those above the signers who is waited for. */
@Component
class EscalateSignOff implements JavaDelegate {

  private final Reminders reminders;

  EscalateSignOff(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public void execute(DelegateExecution execution) {
    reminders.escalate(execution.getProcessInstanceId());
  }
}
