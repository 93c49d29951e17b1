package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.ROLLOUT_OUTCOME;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.rollout.PromotionOutdated;
import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Makes the candidate the stable version, or says that it no longer can be. */
@Component
class PromoteCandidate implements JavaDelegate {

  private final Stages stages;

  PromoteCandidate(Stages stages) {
    this.stages = stages;
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      stages.promote(execution.getProcessBusinessKey(), VERSION.orElse(execution, null));
      ROLLOUT_OUTCOME.set(execution, "PROMOTED");
    } catch (PromotionOutdated outdated) {
      throw new BpmnError("promotion-outdated", outdated.getMessage());
    }
  }
}
