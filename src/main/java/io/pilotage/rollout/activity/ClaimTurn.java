package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.TURN;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.rollout.Candidates;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Fixes the version this process is about, and asks whether its rollout may begin. */
@Component
class ClaimTurn implements JavaDelegate {

  private final Candidates candidates;

  ClaimTurn(Candidates candidates) {
    this.candidates = candidates;
  }

  @Override
  public void execute(DelegateExecution execution) {
    var initiative = execution.getProcessBusinessKey();
    var version = candidates.about(initiative, VERSION.orElse(execution, null));
    VERSION.set(execution, version);
    TURN.set(execution, candidates.claim(initiative, version));
  }
}
