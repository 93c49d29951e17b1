package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.RETRAINING;
import static io.pilotage.rollout.activity.RolloutVariables.ROLLOUT_OUTCOME;

import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Gives the candidate up. */
@Component
class WithdrawCandidate implements JavaDelegate {

  private final Stages stages;

  WithdrawCandidate(Stages stages) {
    this.stages = stages;
  }

  @Override
  public void execute(DelegateExecution execution) {
    stages.withdraw(execution.getProcessBusinessKey());
    ROLLOUT_OUTCOME.set(execution, "REJECTED");
    RETRAINING.set(execution, RETRAINING.orElse(execution, false));
  }
}
