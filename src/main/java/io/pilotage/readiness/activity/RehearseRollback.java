package io.pilotage.readiness.activity;

import io.pilotage.readiness.Rehearsals;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Moves one percent of the real route to the candidate and back. */
@Component
class RehearseRollback implements JavaDelegate {

  private final Rehearsals rehearsals;

  RehearseRollback(Rehearsals rehearsals) {
    this.rehearsals = rehearsals;
  }

  @Override
  public void execute(DelegateExecution execution) {
    rehearsals.rehearse(execution.getProcessBusinessKey());
  }
}
