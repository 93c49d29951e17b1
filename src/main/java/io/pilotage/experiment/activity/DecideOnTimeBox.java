package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.engine.UserTask;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.Experiments;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks whether the experiments may go on, and until when. */
@Component
class DecideOnTimeBox implements UserTask {

  private final Experiments experiments;
  private final Concepts concepts;

  DecideOnTimeBox(Experiments experiments, Concepts concepts) {
    this.experiments = experiments;
    this.concepts = concepts;
  }

  @Override
  public void opened(DelegateTask task) {
    experiments.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    TIME_BOX_DECISION.set(task.getExecution(), null);
    TIME_BOX_DAY.set(task.getExecution(), null);
    TIME_BOX_REASON.set(task.getExecution(), null);
  }

  @Override
  public void completed(DelegateTask task) {
    var until = concepts.decideOnTime(
        task.getExecution().getProcessBusinessKey(),
        TIME_BOX_DECISION.get(task),
        TIME_BOX_DAY.orElse(task, null),
        TIME_BOX_REASON.orElse(task, null));
    TIME_BOX_UNTIL.set(task.getExecution(), until.toString());
  }
}
