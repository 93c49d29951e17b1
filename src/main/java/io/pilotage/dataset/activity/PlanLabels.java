package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.*;

import io.pilotage.dataset.Audits;
import io.pilotage.dataset.DataAudit;
import io.pilotage.dataset.Preparations;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks where the ground truth comes from. */
@Component
class PlanLabels implements UserTask {

  private final Audits audits;
  private final Preparations preparations;

  PlanLabels(Audits audits, Preparations preparations) {
    this.audits = audits;
    this.preparations = preparations;
  }

  @Override
  public void opened(DelegateTask task) {
    audits
        .of(task.getExecution().getProcessBusinessKey())
        .map(DataAudit::labelFacts)
        .ifPresent(facts -> facts.showOn(task));
    LABEL_STATE.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    preparations.planLabels(
        task.getExecution().getProcessBusinessKey(),
        LABEL_STATE.get(task),
        LABEL_SOURCE.orElse(task, null),
        LABEL_OWNER.orElse(task, null),
        LABELS_DUE.orElse(task, null));
  }
}
