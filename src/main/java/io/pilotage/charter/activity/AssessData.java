package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.COMPLIANCE_NEEDS;
import static io.pilotage.charter.activity.CharterVariables.COST_LIMIT_PER_MONTH;
import static io.pilotage.charter.activity.CharterVariables.DATA_HISTORY;
import static io.pilotage.charter.activity.CharterVariables.DATA_QUALITY;
import static io.pilotage.charter.activity.CharterVariables.DATA_SOURCES;
import static io.pilotage.charter.activity.CharterVariables.DATA_VOLUME;
import static io.pilotage.charter.activity.CharterVariables.EXPLANATIONS_REQUIRED;
import static io.pilotage.charter.activity.CharterVariables.LATENCY_LIMIT_MS;

import io.pilotage.charter.Charters;
import io.pilotage.charter.Constraints;
import io.pilotage.charter.DataOutlook;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** Asks what data there is and which limits hold. */
@Component
class AssessData implements UserTask {

  private final Charters charters;

  AssessData(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    charters
        .carried(task.getExecution().getProcessBusinessKey(), Constraints.class)
        .ifPresent(agreed -> fillIn(task.getExecution(), agreed));
  }

  @Override
  public void completed(DelegateTask task) {
    charters.assess(
        task.getExecution().getProcessBusinessKey(),
        new DataOutlook(
            DATA_SOURCES.orElse(task, null),
            DATA_QUALITY.orElse(task, null),
            DATA_VOLUME.orElse(task, null),
            DATA_HISTORY.orElse(task, null)),
        new Constraints(
            LATENCY_LIMIT_MS.orElse(task, null),
            COST_LIMIT_PER_MONTH.orElse(task, null),
            COMPLIANCE_NEEDS.orElse(task, null),
            EXPLANATIONS_REQUIRED.get(task)));
  }

  /** The grades of the data, and whether reasons are required, are answered anew. */
  private static void fillIn(VariableScope scope, Constraints agreed) {
    LATENCY_LIMIT_MS.set(scope, agreed.latencyLimitMs());
    COST_LIMIT_PER_MONTH.set(scope, agreed.costLimitPerMonth());
    COMPLIANCE_NEEDS.set(scope, agreed.compliance());
  }
}
