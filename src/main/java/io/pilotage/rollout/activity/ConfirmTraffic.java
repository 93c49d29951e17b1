package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.SOAK_ENDS;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.rollout.Stages;
import java.time.temporal.ChronoUnit;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Starts the soak once the router does what the route says; until then the job fails and is tried
 * again.
 */
@Component
class ConfirmTraffic implements JavaDelegate {

  private final Stages stages;

  ConfirmTraffic(Stages stages) {
    this.stages = stages;
  }

  @Override
  public void execute(DelegateExecution execution) {
    SOAK_ENDS.set(
        execution,
        stages
            .confirm(execution.getProcessBusinessKey(), VERSION.orElse(execution, null))
            .plusMillis(1)
            .truncatedTo(ChronoUnit.MILLIS)
            .toString());
  }
}
