package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.engine.UserTask;
import io.pilotage.experiment.Concepts;
import io.pilotage.experiment.Infrastructure;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks where and how the pilot ran. */
@Component
class CheckInfrastructure implements UserTask {

  private final Concepts concepts;

  CheckInfrastructure(Concepts concepts) {
    this.concepts = concepts;
  }

  @Override
  public void completed(DelegateTask task) {
    concepts.check(
        task.getExecution().getProcessBusinessKey(),
        new Infrastructure(
            SAME_RUNTIME.get(task).isYes(),
            INSIDE_NETWORK.get(task).isYes(),
            WATCHED.get(task).isYes(),
            SOVEREIGN.get(task).isYes(),
            BUILT_FOR_PILOT.get(task).isYes(),
            INFRASTRUCTURE_REMARK.orElse(task, null)));
  }
}
