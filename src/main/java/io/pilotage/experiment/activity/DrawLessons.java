package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.engine.UserTask;
import io.pilotage.experiment.ExperimentOutcome;
import io.pilotage.experiment.Experiments;
import io.pilotage.experiment.Lessons;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows how the experiment compares with the baseline and asks what follows. */
@Component
class DrawLessons implements UserTask {

  private final Experiments experiments;

  DrawLessons(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public void opened(DelegateTask task) {
    experiments
        .facts(task.getExecution().getProcessBusinessKey(), EXPERIMENT.get(task))
        .showOn(task);
    WORKS.set(task.getExecution(), null);
    WORKS_NOT.set(task.getExecution(), null);
    LESSON_REASON.set(task.getExecution(), null);
    EXPERIMENT_OUTCOME.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    experiments.learn(
        initiative,
        EXPERIMENT.get(task),
        new Lessons(
            WORKS.orElse(task, null),
            WORKS_NOT.orElse(task, null),
            LESSON_REASON.orElse(task, null)),
        EXPERIMENT_OUTCOME.get(task));
    CANDIDATE_FOUND.set(
        task.getExecution(), EXPERIMENT_OUTCOME.get(task) == ExperimentOutcome.CANDIDATE_FOUND);
    BUDGET_SPENT.set(task.getExecution(), experiments.budgetSpent(initiative));
  }
}
