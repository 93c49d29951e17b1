package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.engine.UserTask;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.Experiments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks whether more money may be spent. */
@Component
class DecideOnBudget implements UserTask {

  private final Experiments experiments;
  private final Concepts concepts;

  DecideOnBudget(Experiments experiments, Concepts concepts) {
    this.experiments = experiments;
    this.concepts = concepts;
  }

  @Override
  public void opened(DelegateTask task) {
    experiments.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    BUDGET_DECISION.set(task.getExecution(), null);
    NEW_CEILING.set(task.getExecution(), null);
    BUDGET_REASON.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    concepts.decideOnBudget(
        initiative,
        BUDGET_DECISION.get(task),
        NEW_CEILING.orElse(task, null),
        experiments.spent(initiative),
        BUDGET_REASON.orElse(task, null));
  }
}
