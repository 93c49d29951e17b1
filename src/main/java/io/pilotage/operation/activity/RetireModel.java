package io.pilotage.operation.activity;

import io.pilotage.operation.Operations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the model out of service. */
@Component
class RetireModel implements JavaDelegate {

  private final Operations operations;

  RetireModel(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    operations.retire(execution.getProcessBusinessKey());
  }
}
