package io.pilotage.initiative.activity;

import static io.pilotage.initiative.activity.InitiativeVariables.AUTONOMY;
import static io.pilotage.initiative.activity.InitiativeVariables.DOMAIN;
import static io.pilotage.initiative.activity.InitiativeVariables.IMPACT;
import static io.pilotage.initiative.activity.InitiativeVariables.RISK_RATIONALE;
import static io.pilotage.initiative.activity.InitiativeVariables.SENSITIVITY;

import io.pilotage.engine.UserTask;
import io.pilotage.initiative.Charters;
import io.pilotage.initiative.RiskProfile;
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
