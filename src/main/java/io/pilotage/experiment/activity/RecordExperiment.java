package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.engine.UserTask;
import io.pilotage.experiment.Experiments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks for this week's experiment and remembers which one it is. */
@Component
class RecordExperiment implements UserTask {

  private final Experiments experiments;

  RecordExperiment(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public void opened(DelegateTask task) {
    experiments.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    Answers.clear(task);
  }

  @Override
  public void completed(DelegateTask task) {
    var recorded = experiments.record(
        task.getExecution().getProcessBusinessKey(),
        COMPLEXITY.get(task),
        HYPOTHESIS.orElse(task, null),
        Answers.figures(task),
        null);
    EXPERIMENT.set(task.getExecution(), (int) recorded.id());
  }
}
