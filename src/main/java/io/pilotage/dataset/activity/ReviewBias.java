package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.BIAS_COMMENT;
import static io.pilotage.dataset.activity.DatasetVariables.BIAS_VERDICT;
import static io.pilotage.dataset.activity.DatasetVariables.REVIEWER;

import io.pilotage.dataset.Preparations;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks one reviewing role; every reviewer's answer is kept apart from the others'. */
@Component
class ReviewBias implements UserTask {

  private final Preparations preparations;

  ReviewBias(Preparations preparations) {
    this.preparations = preparations;
  }

  @Override
  public void opened(DelegateTask task) {
    preparations.biasFacts(task.getExecution().getProcessBusinessKey()).showOn(task);
    BIAS_VERDICT.setLocal(task.getExecution(), null);
    BIAS_COMMENT.setLocal(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    preparations.reviewBias(
        task.getExecution().getProcessBusinessKey(),
        REVIEWER.get(task),
        BIAS_VERDICT.get(task),
        BIAS_COMMENT.orElse(task, null));
  }
}
