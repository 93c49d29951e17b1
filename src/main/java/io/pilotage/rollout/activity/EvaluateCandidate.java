package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.VERDICT;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;
import static io.pilotage.rollout.activity.RolloutVariables.WAITS_FOR;

import io.pilotage.engine.jobs.AsksAhead;
import io.pilotage.rollout.Stages;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks how the candidate stands and leaves the answer for the next gateways. */
@Component
class EvaluateCandidate implements JavaDelegate, AsksAhead {

  private final Stages stages;

  EvaluateCandidate(Stages stages) {
    this.stages = stages;
  }

  @Override
  public void askAhead(String instance, String initiative) {
    stages.askAhead(initiative);
  }

  @Override
  public void execute(DelegateExecution execution) {
    var verdict =
        stages.evaluate(execution.getProcessBusinessKey(), VERSION.orElse(execution, null));
    VERDICT.set(execution, verdict.stage());
    WAITS_FOR.set(
        execution,
        stages.waitsFor(
            execution.getProcessBusinessKey(), VERSION.orElse(execution, null), verdict));
  }
}
