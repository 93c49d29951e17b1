package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.engine.UserTask;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.Experiments;
import io.pilotage.experiment.Report;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks what the figures hide, how it fails and what it is worth. */
@Component
class WritePOCReport implements UserTask {

  private final Experiments experiments;
  private final Concepts concepts;

  WritePOCReport(Experiments experiments, Concepts concepts) {
    this.experiments = experiments;
    this.concepts = concepts;
  }

  @Override
  public void opened(DelegateTask task) {
    experiments.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    concepts.report(
        task.getExecution().getProcessBusinessKey(),
        new Report(
            HIDDEN_BY_CLEAN_DATA.orElse(task, null),
            HIDDEN_BY_ISOLATION.orElse(task, null),
            HIDDEN_BY_METRICS.orElse(task, null),
            FAILURE_MODES.orElse(task, null),
            YEARLY_IMPACT.orElse(task, null),
            IMPACT_BASIS.orElse(task, null)));
  }
}
