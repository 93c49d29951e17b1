package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.RETRAINING;
import static io.pilotage.rollout.activity.RolloutVariables.ROLLOUT_OUTCOME;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.rollout.Candidates;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Gives the candidate up. */
@Component
class WithdrawCandidate implements JavaDelegate {

  private final Candidates candidates;

  WithdrawCandidate(Candidates candidates) {
    this.candidates = candidates;
  }

  @Override
  public void execute(DelegateExecution execution) {
    candidates.withdraw(execution.getProcessBusinessKey(), VERSION.orElse(execution, null));
    ROLLOUT_OUTCOME.set(execution, "REJECTED");
    RETRAINING.set(execution, RETRAINING.orElse(execution, false));
  }
}
