package io.pilotage.rollout.activity;

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
    var verdict = stages.latest(execution.getProcessBusinessKey());
    retreat.stepBack(execution.getProcessBusinessKey(), verdict.why(), verdict.severe());
  }
}
