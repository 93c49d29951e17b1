package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.ROLLBACK;

import io.pilotage.rollout.Retreat;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reads back what the router does; the job is tried again until it does what the route says. */
@Component
class ConfirmTrafficIsBack implements JavaDelegate {

  private final Retreat retreat;

  ConfirmTrafficIsBack(Retreat retreat) {
    this.retreat = retreat;
  }

  @Override
  public void execute(DelegateExecution execution) {
    retreat.confirm(ROLLBACK.get(execution));
  }
}
