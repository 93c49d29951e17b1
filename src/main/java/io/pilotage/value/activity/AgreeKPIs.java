package io.pilotage.value.activity;

import static io.pilotage.value.activity.ValueVariables.AGREED_BUSINESS;
import static io.pilotage.value.activity.ValueVariables.AGREED_OPERATIONS;
import static io.pilotage.value.activity.ValueVariables.AGREED_TECHNOLOGY;
import static io.pilotage.value.activity.ValueVariables.KPIS;
import static io.pilotage.value.activity.ValueVariables.KPI_GAPS;

import io.pilotage.charter.Charters;
import io.pilotage.engine.UserTask;
import io.pilotage.value.KpiContract;
import io.pilotage.value.Kpis;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks for the KPI contract and who agreed to it. */
@Component
class AgreeKPIs implements UserTask {

  private final Charters charters;
  private final Kpis kpis;

  AgreeKPIs(Charters charters, Kpis kpis) {
    this.charters = charters;
    this.kpis = kpis;
  }

  @Override
  public void opened(DelegateTask task) {
    kpis.completeness(
            task.getExecution().getProcessBusinessKey(),
            charters.facts(task.getExecution().getProcessBusinessKey()))
        .showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    kpis.agree(
        task.getExecution().getProcessBusinessKey(),
        new KpiContract(
            KPIS.orElse(task, null),
            KPI_GAPS.orElse(task, null),
            new KpiContract.Agreement(
                AGREED_BUSINESS.orElse(task, null),
                AGREED_OPERATIONS.orElse(task, null),
                AGREED_TECHNOLOGY.orElse(task, null))));
  }
}
