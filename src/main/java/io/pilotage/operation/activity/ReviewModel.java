package io.pilotage.operation.activity;

import static io.pilotage.operation.activity.OperationVariables.KPI_ACTUALS;
import static io.pilotage.operation.activity.OperationVariables.REVIEW_DECISION;
import static io.pilotage.operation.activity.OperationVariables.REVIEW_NOTE;
import static io.pilotage.operation.activity.OperationVariables.WORKING;

import io.pilotage.engine.UserTask;
import io.pilotage.operation.Reviews;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows how the model does, and keeps whether it works and stays. */
@Component
class ReviewModel implements UserTask {

  private final Reviews reviews;

  ReviewModel(Reviews reviews) {
    this.reviews = reviews;
  }

  @Override
  public void opened(DelegateTask task) {
    reviews.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    KPI_ACTUALS.set(task.getExecution(), List.of());
    WORKING.set(task.getExecution(), null);
    REVIEW_DECISION.set(task.getExecution(), null);
    REVIEW_NOTE.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    reviews.answer(
        task.getExecution().getProcessBusinessKey(),
        KPI_ACTUALS.orElse(task, List.of()),
        WORKING.get(task),
        REVIEW_DECISION.get(task),
        REVIEW_NOTE.orElse(task, null));
  }
}
