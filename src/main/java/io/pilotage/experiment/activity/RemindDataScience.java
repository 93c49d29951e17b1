package io.pilotage.experiment.activity;

import io.pilotage.experiment.Experiments;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Nags about an experiment that is overdue. */
@Component
class RemindDataScience implements JavaDelegate {

  private final Experiments experiments;

  RemindDataScience(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public void execute(DelegateExecution execution) {
    experiments.remind(execution.getProcessBusinessKey());
  }
}
