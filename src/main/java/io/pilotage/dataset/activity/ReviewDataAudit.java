package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.DATA_REVIEW;
import static io.pilotage.dataset.activity.DatasetVariables.DATA_REVIEW_COMMENT;

import io.pilotage.dataset.Audits;
import io.pilotage.dataset.DataAudit;
import io.pilotage.dataset.DataReview;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows what the data said and asks whether that is good enough to build on. */
@Component
class ReviewDataAudit implements UserTask {

  private final Audits audits;

  ReviewDataAudit(Audits audits) {
    this.audits = audits;
  }

  @Override
  public void opened(DelegateTask task) {
    audits
        .of(task.getExecution().getProcessBusinessKey())
        .map(DataAudit::facts)
        .ifPresent(facts -> facts.showOn(task));
    DATA_REVIEW.set(task.getExecution(), null);
    DATA_REVIEW_COMMENT.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    audits.review(
        task.getExecution().getProcessBusinessKey(),
        DATA_REVIEW.get(task) == DataReview.ACCEPT,
        DATA_REVIEW_COMMENT.orElse(task, null));
  }
}
