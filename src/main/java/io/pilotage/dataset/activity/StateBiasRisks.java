package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.*;

import io.pilotage.dataset.Audits;
import io.pilotage.dataset.DataAudit;
import io.pilotage.dataset.Preparations;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks who could be treated unfairly, and leaves who has to review that. */
@Component
class StateBiasRisks implements UserTask {

  private final Audits audits;
  private final Preparations preparations;

  StateBiasRisks(Audits audits, Preparations preparations) {
    this.audits = audits;
    this.preparations = preparations;
  }

  @Override
  public void opened(DelegateTask task) {
    audits
        .of(task.getExecution().getProcessBusinessKey())
        .map(DataAudit::biasFacts)
        .ifPresent(facts -> facts.showOn(task));
    RECORDS_DECISIONS.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    preparations.stateBias(
        initiative,
        RECORDS_DECISIONS.get(task) == YesNo.YES,
        BIAS_RISKS.orElse(task, null),
        BIAS_MITIGATION.orElse(task, null));
    BIAS_REVIEWERS.set(task.getExecution(), preparations.reviewersOf(initiative));
  }
}
