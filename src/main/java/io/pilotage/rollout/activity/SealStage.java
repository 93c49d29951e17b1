package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.engine.jobs.AsksAhead;
import io.pilotage.rollout.Stages;
import io.pilotage.rollout.VerdictOutdated;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets the stage pass, or says that its verdict no longer holds. */
@Component
class SealStage implements JavaDelegate, AsksAhead {

  private final Stages stages;

  SealStage(Stages stages) {
    this.stages = stages;
  }

  @Override
  public void askAhead(String instance, String initiative) {
    stages.askAhead(initiative);
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      stages.seal(execution.getProcessBusinessKey(), VERSION.orElse(execution, null));
    } catch (VerdictOutdated outdated) {
      throw new BpmnError("verdict-outdated", outdated.getMessage());
    }
  }
}
