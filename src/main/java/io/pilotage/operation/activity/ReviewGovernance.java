package io.pilotage.operation.activity;

import static io.pilotage.operation.activity.OperationVariables.GOVERNANCE_UPDATE;
import static io.pilotage.operation.activity.OperationVariables.LEARNED;
import static io.pilotage.operation.activity.OperationVariables.LINKED_INITIATIVES;
import static io.pilotage.operation.activity.OperationVariables.NEW_DECIDER;
import static io.pilotage.operation.activity.OperationVariables.NEXT_REVIEW;
import static io.pilotage.operation.activity.OperationVariables.NEXT_REVIEW_ON;
import static io.pilotage.operation.activity.OperationVariables.RUNBOOK_REVISED;
import static io.pilotage.operation.activity.OperationVariables.STEP_PROPOSED;
import static io.pilotage.operation.activity.OperationVariables.TRAINED_SINCE;

import io.pilotage.engine.UserTask;
import io.pilotage.operation.Governance;
import io.pilotage.operation.GovernanceAnswer;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks what was learned, what changes in the governance, and what follows. */
@Component
class ReviewGovernance implements UserTask {

  private final Governance governance;

  ReviewGovernance(Governance governance) {
    this.governance = governance;
  }

  @Override
  public void opened(DelegateTask task) {
    governance.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    LEARNED.set(task.getExecution(), null);
    GOVERNANCE_UPDATE.set(task.getExecution(), null);
    NEW_DECIDER.set(task.getExecution(), null);
    RUNBOOK_REVISED.set(task.getExecution(), null);
    TRAINED_SINCE.set(task.getExecution(), null);
    NEXT_REVIEW_ON.set(task.getExecution(), governance.latestReview());
    LINKED_INITIATIVES.set(task.getExecution(), List.of());
  }

  @Override
  public void completed(DelegateTask task) {
    var steps = LINKED_INITIATIVES.orElse(task, List.of());
    var due = governance.answer(
        task.getExecution().getProcessBusinessKey(),
        new GovernanceAnswer(
            LEARNED.orElse(task, null),
            GOVERNANCE_UPDATE.orElse(task, null),
            NEW_DECIDER.orElse(task, null),
            RUNBOOK_REVISED.orElse(task, null),
            TRAINED_SINCE.orElse(task, null),
            NEXT_REVIEW_ON.orElse(task, null),
            steps));
    NEXT_REVIEW.set(task, due.toString());
    STEP_PROPOSED.set(task, !steps.isEmpty());
  }
}
