package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.AUTONOMY;
import static io.pilotage.charter.activity.CharterVariables.DOMAIN;
import static io.pilotage.charter.activity.CharterVariables.IMPACT;
import static io.pilotage.charter.activity.CharterVariables.RISK_RATIONALE;
import static io.pilotage.charter.activity.CharterVariables.SENSITIVITY;

import io.pilotage.charter.Charters;
import io.pilotage.charter.RiskProfile;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks the four questions from which the risk tier follows. */
@Component
class ClassifyRisk implements UserTask {

  private final Charters charters;

  ClassifyRisk(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    charters.classify(
        task.getExecution().getProcessBusinessKey(),
        new RiskProfile(
            DOMAIN.orElse(task, null),
            IMPACT.orElse(task, null),
            AUTONOMY.orElse(task, null),
            SENSITIVITY.orElse(task, null),
            RISK_RATIONALE.orElse(task, null),
            null));
  }
}
