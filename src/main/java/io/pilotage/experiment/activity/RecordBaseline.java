package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.engine.UserTask;
import io.pilotage.experiment.Complexity;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.Experiments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks for the simple solution to beat and for the budget, which open the time box. */
@Component
class RecordBaseline implements UserTask {

  private final Experiments experiments;
  private final Concepts concepts;

  RecordBaseline(Experiments experiments, Concepts concepts) {
    this.experiments = experiments;
    this.concepts = concepts;
  }

  @Override
  public void opened(DelegateTask task) {
    experiments.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    Answers.clear(task);
    concepts
        .box(task.getExecution().getProcessBusinessKey())
        .ifPresent(box -> BUDGET_CEILING.set(task.getExecution(), box.budgetCeiling()));
  }

  @Override
  public void completed(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    experiments.record(
        initiative,
        Complexity.BASELINE,
        HYPOTHESIS.orElse(task, null),
        Answers.figures(task),
        null);
    concepts.open(initiative, BUDGET_CEILING.get(task));
  }
}
