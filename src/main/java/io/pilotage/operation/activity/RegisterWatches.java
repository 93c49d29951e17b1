package io.pilotage.operation.activity;

import static io.pilotage.operation.activity.OperationVariables.NEXT_REVIEW;

import io.pilotage.operation.Operations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Gives the live model its thresholds, its watcher and its next review. */
@Component
class RegisterWatches implements JavaDelegate {

  private final Operations operations;

  RegisterWatches(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    NEXT_REVIEW.set(
        execution, operations.register(execution.getProcessBusinessKey()).toString());
  }
}
