package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.BENEFICIARIES;
import static io.pilotage.charter.activity.CharterVariables.CHANGE;
import static io.pilotage.charter.activity.CharterVariables.IMPERATIVE;
import static io.pilotage.charter.activity.CharterVariables.IMPROVEMENT;
import static io.pilotage.charter.activity.CharterVariables.LEVER;
import static io.pilotage.charter.activity.CharterVariables.PRIORITY;
import static io.pilotage.charter.activity.CharterVariables.SUCCESS;

import io.pilotage.charter.Charters;
import io.pilotage.charter.Strategy;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks which priority is served and what will be different. */
@Component
class LinkStrategy implements UserTask {

  private final Charters charters;

  LinkStrategy(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    charters.link(
        task.getExecution().getProcessBusinessKey(),
        new Strategy(
            PRIORITY.orElse(task, null),
            LEVER.orElse(task, null),
            IMPERATIVE.orElse(task, null),
            IMPROVEMENT.orElse(task, null),
            BENEFICIARIES.orElse(task, null),
            SUCCESS.orElse(task, null),
            CHANGE.orElse(task, null)));
  }
}
