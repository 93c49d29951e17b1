package io.pilotage.value.activity;

import static io.pilotage.value.activity.ValueVariables.BENEFITS;
import static io.pilotage.value.activity.ValueVariables.COSTS;

import io.pilotage.charter.Charters;
import io.pilotage.engine.UserTask;
import io.pilotage.value.BusinessCase;
import io.pilotage.value.Returns;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows the usual costs and asks for cost and benefit as ranges. */
@Component
class EstimateReturn implements UserTask {

  private final Charters charters;
  private final Returns returns;

  EstimateReturn(Charters charters, Returns returns) {
    this.charters = charters;
    this.returns = returns;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    COSTS.set(task, COSTS.orElse(task, returns.usualCosts()));
  }

  @Override
  public void completed(DelegateTask task) {
    returns.estimate(
        task.getExecution().getProcessBusinessKey(),
        new BusinessCase(COSTS.orElse(task, null), BENEFITS.orElse(task, null)));
  }
}
