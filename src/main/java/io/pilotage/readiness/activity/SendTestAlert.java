package io.pilotage.readiness.activity;

import io.pilotage.readiness.TestAlerts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends an alert marked as a test in by the door real ones use. */
@Component
class SendTestAlert implements JavaDelegate {

  private final TestAlerts alerts;

  SendTestAlert(TestAlerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    alerts.send(execution.getProcessBusinessKey());
  }
}
