package io.pilotage.initiative.activity;

import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Outcome;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Notes that the initiative reached its end. */
@Component
class RecordCompletion implements JavaDelegate {

  private final Initiatives initiatives;

  RecordCompletion(Initiatives initiatives) {
    this.initiatives = initiatives;
  }

  @Override
  public void execute(DelegateExecution execution) {
    initiatives.close(execution.getProcessBusinessKey(), Outcome.COMPLETED, "All phases completed");
  }
}
