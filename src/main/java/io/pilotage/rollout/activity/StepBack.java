package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.rollout.Retreat;
import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the candidate back because its numbers say so. */
@Component
class StepBack implements JavaDelegate {

  private final Stages stages;
  private final Retreat retreat;

  StepBack(Stages stages, Retreat retreat) {
    this.stages = stages;
    this.retreat = retreat;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var verdict = stages.latest(execution.getProcessBusinessKey(), VERSION.orElse(execution, null));
    retreat.stepBack(
        execution.getProcessBusinessKey(),
        VERSION.orElse(execution, null),
        verdict.why(),
        verdict.severe());
  }
}
