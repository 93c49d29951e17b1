package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.TRAFFIC_SHARE;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the next stage; which one that is, and whether it is deserved, the module knows. */
@Component
class ShiftTraffic implements JavaDelegate {

  private final Stages stages;

  ShiftTraffic(Stages stages) {
    this.stages = stages;
  }

  @Override
  public void execute(DelegateExecution execution) {
    TRAFFIC_SHARE.set(
        execution,
        stages
            .shift(execution.getProcessBusinessKey(), VERSION.orElse(execution, null))
            .percent());
  }
}
