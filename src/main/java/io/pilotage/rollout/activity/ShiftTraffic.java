package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.TRAFFIC_SHARE;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.rollout.Candidates;
import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens the next stage; which one that is, and whether it is deserved, the module knows. */
@Component
class ShiftTraffic implements JavaDelegate {

  private final Stages stages;
  private final Candidates candidates;

  ShiftTraffic(Stages stages, Candidates candidates) {
    this.stages = stages;
    this.candidates = candidates;
  }

  @Override
  public void execute(DelegateExecution execution) {
    TRAFFIC_SHARE.set(
        execution,
        stages.shift(execution.getProcessBusinessKey(), version(execution)).percent());
  }

  /** Rollouts that began with the diagrams of 0.1 carry none, and have not claimed their turn. */
  private String version(DelegateExecution execution) {
    var carried = VERSION.find(execution);
    var rollout = execution.getProcessInstance().getSuperExecution();
    if (carried.isPresent() || rollout == null) return carried.orElse(null);
    return VERSION.find(rollout).orElseGet(() -> {
      var claimed = candidates.claimLate(execution.getProcessBusinessKey());
      VERSION.set(rollout, claimed);
      return claimed;
    });
  }
}
