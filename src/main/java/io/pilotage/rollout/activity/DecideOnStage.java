package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.COMMENT;
import static io.pilotage.rollout.activity.RolloutVariables.SOAK_ENDS;
import static io.pilotage.rollout.activity.RolloutVariables.STAGE_DECISION;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.engine.UserTask;
import io.pilotage.identity.People;
import io.pilotage.rollout.Stages;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks a person about a stage that stays unclear. More traffic is not among the answers. */
@Component
class DecideOnStage implements UserTask {

  private final Stages stages;
  private final People people;

  DecideOnStage(Stages stages, People people) {
    this.stages = stages;
    this.people = people;
  }

  @Override
  public void opened(DelegateTask task) {
    stages
        .facts(task.getExecution().getProcessBusinessKey(), VERSION.orElse(task, null))
        .showOn(task);
    STAGE_DECISION.set(task.getExecution(), null);
    COMMENT.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    var ends = stages.decide(
        task.getExecution().getProcessBusinessKey(),
        VERSION.orElse(task, null),
        STAGE_DECISION.get(task),
        people.currentOrSystem(),
        COMMENT.orElse(task, null));
    STAGE_DECISION.set(task.getExecution(), STAGE_DECISION.get(task));
    SOAK_ENDS.set(
        task.getExecution(), ends.plusMillis(1).truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
