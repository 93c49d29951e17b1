package io.pilotage.initiative.activity;

import static io.pilotage.initiative.activity.InitiativeVariables.FAILURE_MODE;
import static io.pilotage.initiative.activity.InitiativeVariables.FALLBACK;
import static io.pilotage.initiative.activity.InitiativeVariables.FALLBACK_DESCRIPTION;
import static io.pilotage.initiative.activity.InitiativeVariables.FALLBACK_OWNER;

import io.pilotage.engine.UserTask;
import io.pilotage.initiative.Charters;
import io.pilotage.initiative.Fallback;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** Asks what answers when the model cannot. */
@Component
class PlanFallback implements UserTask {

  private final Charters charters;

  PlanFallback(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    charters
        .carried(task.getExecution().getProcessBusinessKey(), Fallback.class)
        .ifPresent(agreed -> fillIn(task.getExecution(), agreed));
  }

  @Override
  public void completed(DelegateTask task) {
    charters.plan(
        task.getExecution().getProcessBusinessKey(),
        new Fallback(
            FAILURE_MODE.orElse(task, null),
            FALLBACK.orElse(task, null),
            FALLBACK_DESCRIPTION.orElse(task, null),
            FALLBACK_OWNER.orElse(task, null)));
  }

  /** Which of the fallbacks answers is chosen anew. */
  private static void fillIn(VariableScope scope, Fallback agreed) {
    FAILURE_MODE.set(scope, agreed.failureMode());
    FALLBACK_DESCRIPTION.set(scope, agreed.description());
    FALLBACK_OWNER.set(scope, agreed.owner());
  }
}
