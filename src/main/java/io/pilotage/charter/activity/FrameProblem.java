package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.AMOUNT;
import static io.pilotage.charter.activity.CharterVariables.DIRECTION;
import static io.pilotage.charter.activity.CharterVariables.METRIC;
import static io.pilotage.charter.activity.CharterVariables.STATEMENT;
import static io.pilotage.charter.activity.CharterVariables.UNIT;

import io.pilotage.charter.Charters;
import io.pilotage.charter.Problem;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** Asks what is to change, and by how much. */
@Component
class FrameProblem implements UserTask {

  private final Charters charters;

  FrameProblem(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    charters
        .carried(task.getExecution().getProcessBusinessKey(), Problem.class)
        .ifPresent(agreed -> fillIn(task.getExecution(), agreed));
  }

  @Override
  public void completed(DelegateTask task) {
    charters.frame(
        task.getExecution().getProcessBusinessKey(),
        new Problem(
            STATEMENT.orElse(task, null),
            METRIC.orElse(task, null),
            DIRECTION.orElse(task, null),
            AMOUNT.orElse(task, 0.0),
            UNIT.orElse(task, null)));
  }

  private static void fillIn(VariableScope scope, Problem agreed) {
    STATEMENT.set(scope, agreed.statement());
    METRIC.set(scope, agreed.metric());
    DIRECTION.set(scope, agreed.direction());
    AMOUNT.set(scope, agreed.amount());
    UNIT.set(scope, agreed.unit());
  }
}
