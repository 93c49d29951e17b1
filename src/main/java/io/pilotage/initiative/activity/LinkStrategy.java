package io.pilotage.initiative.activity;

import static io.pilotage.initiative.activity.InitiativeVariables.BENEFICIARIES;
import static io.pilotage.initiative.activity.InitiativeVariables.CHANGE;
import static io.pilotage.initiative.activity.InitiativeVariables.IMPERATIVE;
import static io.pilotage.initiative.activity.InitiativeVariables.IMPROVEMENT;
import static io.pilotage.initiative.activity.InitiativeVariables.LEVER;
import static io.pilotage.initiative.activity.InitiativeVariables.PRIORITY;
import static io.pilotage.initiative.activity.InitiativeVariables.SUCCESS;

import io.pilotage.engine.UserTask;
import io.pilotage.initiative.Charters;
import io.pilotage.initiative.Strategy;
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
