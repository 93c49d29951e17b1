package io.pilotage.gate.activity;

import io.pilotage.gate.Reminders;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Nags the roles that have not signed. */
@Component
class RemindSigner implements JavaDelegate {

  private final Reminders reminders;

  RemindSigner(Reminders reminders) {
    this.reminders = reminders;
  }

  @Override
  public void execute(DelegateExecution execution) {
    reminders.remind(execution.getProcessInstanceId());
  }
}
