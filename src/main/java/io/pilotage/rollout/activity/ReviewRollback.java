package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.ROLLBACK;
import static io.pilotage.rollout.activity.RolloutVariables.ROLLBACK_CAUSE;
import static io.pilotage.rollout.activity.RolloutVariables.ROLLBACK_FOLLOW_UP;

import io.pilotage.engine.UserTask;
import io.pilotage.identity.People;
import io.pilotage.rollout.Retreat;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks operations what happened and what is to be done about it. */
@Component
class ReviewRollback implements UserTask {

  private final Retreat retreat;
  private final People people;

  ReviewRollback(Retreat retreat, People people) {
    this.retreat = retreat;
    this.people = people;
  }

  @Override
  public void opened(DelegateTask task) {
    retreat.facts(ROLLBACK.get(task)).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    retreat.review(
        ROLLBACK.get(task),
        ROLLBACK_CAUSE.orElse(task, null),
        ROLLBACK_FOLLOW_UP.orElse(task, null),
        people.currentOrSystem());
  }
}
