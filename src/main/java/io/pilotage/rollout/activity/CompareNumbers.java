package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.MODEL;
import static io.pilotage.rollout.activity.RolloutVariables.VERDICT;

import io.pilotage.rollout.Rollouts;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks at the numbers after the move and keeps the verdict; without monitoring it is unclear. */
@Component
class CompareNumbers implements JavaDelegate {

  private final Rollouts rollouts;

  CompareNumbers(Rollouts rollouts) {
    this.rollouts = rollouts;
  }

  @Override
  public void execute(DelegateExecution execution) {
    VERDICT.set(execution, rollouts.judge(MODEL.get(execution)).stage());
  }
}
