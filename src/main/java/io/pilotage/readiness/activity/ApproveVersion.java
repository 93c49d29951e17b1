package io.pilotage.readiness.activity;

import io.pilotage.readiness.Registrations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that the candidate may be deployed. */
@Component
class ApproveVersion implements JavaDelegate {

  private final Registrations registrations;

  ApproveVersion(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    registrations.approve(execution.getProcessBusinessKey());
  }
}
