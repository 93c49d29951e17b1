package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.COMMENT;
import static io.pilotage.rollout.activity.RolloutVariables.OTHER_VERSION;
import static io.pilotage.rollout.activity.RolloutVariables.STEP_BACK_DECISION;
import static io.pilotage.rollout.activity.RolloutVariables.VERDICT;

import io.pilotage.engine.UserTask;
import io.pilotage.identity.People;
import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks operations how to go on after the traffic moved back. */
@Component
class DecideAfterStepBack implements UserTask {

  private final Stages stages;
  private final People people;

  DecideAfterStepBack(Stages stages, People people) {
    this.stages = stages;
    this.people = people;
  }

  @Override
  public void opened(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    stages.facts(initiative).showOn(task);
    // The process still holds the verdict of the last stage that ended by itself, and the task's
    // card would show it.
    VERDICT.setLocal(task, stages.lastVerdict(initiative).orElse(null));
    STEP_BACK_DECISION.set(task.getExecution(), null);
    OTHER_VERSION.set(task.getExecution(), null);
    COMMENT.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    stages.decide(
        task.getExecution().getProcessBusinessKey(),
        STEP_BACK_DECISION.get(task),
        OTHER_VERSION.orElse(task, null),
        people.currentOrSystem(),
        COMMENT.orElse(task, null));
  }
}
