package io.pilotage.initiative.activity;

import static io.pilotage.initiative.activity.InitiativeVariables.REASON;

import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Outcome;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Notes that the initiative was taken back, and why. */
@Component
class RecordWithdrawal implements JavaDelegate {

  private final Initiatives initiatives;

  RecordWithdrawal(Initiatives initiatives) {
    this.initiatives = initiatives;
  }

  @Override
  public void execute(DelegateExecution execution) {
    initiatives.close(
        execution.getProcessBusinessKey(),
        Outcome.WITHDRAWN,
        REASON.orElse(execution, "No reason was given"));
  }
}
