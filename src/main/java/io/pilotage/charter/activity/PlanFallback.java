package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.FAILURE_MODE;
import static io.pilotage.charter.activity.CharterVariables.FALLBACK;
import static io.pilotage.charter.activity.CharterVariables.FALLBACK_DESCRIPTION;
import static io.pilotage.charter.activity.CharterVariables.FALLBACK_OWNER;

import io.pilotage.charter.Charters;
import io.pilotage.charter.Fallback;
import io.pilotage.engine.UserTask;
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
