package io.pilotage.operation.activity;

import io.pilotage.operation.Governance;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Starts the initiatives that the signed review proposed. */
@Component
class StartLinkedInitiatives implements JavaDelegate {

  private final Governance governance;

  StartLinkedInitiatives(Governance governance) {
    this.governance = governance;
  }

  @Override
  public void execute(DelegateExecution execution) {
    governance.startLinked(execution.getProcessBusinessKey());
  }
}
