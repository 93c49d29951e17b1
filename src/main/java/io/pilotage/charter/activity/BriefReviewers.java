package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.BRIEFED_ON;
import static io.pilotage.charter.activity.CharterVariables.CONCERNS;
import static io.pilotage.charter.activity.CharterVariables.LEGAL_ATTENDEES;
import static io.pilotage.charter.activity.CharterVariables.RISK_ATTENDEES;
import static io.pilotage.charter.activity.CharterVariables.SECURITY_ATTENDEES;

import io.pilotage.charter.Briefing;
import io.pilotage.charter.Charters;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks who attended the briefing of security, legal and risk. */
@Component
class BriefReviewers implements UserTask {

  private final Charters charters;

  BriefReviewers(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    charters.brief(
        task.getExecution().getProcessBusinessKey(),
        new Briefing(
            BRIEFED_ON.orElse(task, null),
            SECURITY_ATTENDEES.orElse(task, null),
            LEGAL_ATTENDEES.orElse(task, null),
            RISK_ATTENDEES.orElse(task, null),
            CONCERNS.orElse(task, null)));
  }
}
