package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.ROLLBACK;

import io.pilotage.rollout.Retreat;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells everybody with a stake that the traffic moved and what the numbers say. */
@Component
class TellStakeholders implements JavaDelegate {

  private final Retreat retreat;

  TellStakeholders(Retreat retreat) {
    this.retreat = retreat;
  }

  @Override
  public void execute(DelegateExecution execution) {
    retreat.tellStakeholders(ROLLBACK.get(execution));
  }
}
