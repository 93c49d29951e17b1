package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.COMMENT;
import static io.pilotage.rollout.activity.RolloutVariables.OTHER_VERSION;
import static io.pilotage.rollout.activity.RolloutVariables.ROUTE_SHOWN;
import static io.pilotage.rollout.activity.RolloutVariables.STEP_BACK_DECISION;
import static io.pilotage.rollout.activity.RolloutVariables.VERDICT;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.engine.UserTask;
import io.pilotage.identity.People;
import io.pilotage.rollout.Candidates;
import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks operations how to go on after the traffic moved back. */
@Component
class DecideAfterStepBack implements UserTask {

  private final Stages stages;
  private final Candidates candidates;
  private final People people;

  DecideAfterStepBack(Stages stages, Candidates candidates, People people) {
    this.stages = stages;
    this.candidates = candidates;
    this.people = people;
  }

  @Override
  public void opened(DelegateTask task) {
    show(task);
    STEP_BACK_DECISION.set(task.getExecution(), null);
    OTHER_VERSION.set(task.getExecution(), null);
    COMMENT.set(task.getExecution(), null);
  }

  /** Until then the traffic may have moved again. */
  @Override
  public void taken(DelegateTask task) {
    show(task);
  }

  private void show(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    var version = VERSION.orElse(task, null);
    // Before the facts: what moves in between makes them older than they are said to be.
    ROUTE_SHOWN.setLocal(task, (int) candidates.generation(initiative, version));
    stages.facts(initiative, version).showOn(task);
    // The process still holds the verdict of the last stage that ended by itself, and the task's
    // card would show it.
    VERDICT.setLocal(task, stages.lastVerdict(initiative, version).orElse(null));
  }

  @Override
  public void completed(DelegateTask task) {
    var goesOn = candidates.decide(
        task.getExecution().getProcessBusinessKey(),
        VERSION.orElse(task, null),
        STEP_BACK_DECISION.get(task),
        OTHER_VERSION.orElse(task, null),
        people.currentOrSystem(),
        COMMENT.orElse(task, null),
        ROUTE_SHOWN.orElse(task, null));
    VERSION.set(task.getExecution(), goesOn);
  }
}
