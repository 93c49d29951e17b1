package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.COMPLIANCE_COMMENT;
import static io.pilotage.readiness.activity.ReadinessVariables.DEPLOY_APPROVERS;
import static io.pilotage.readiness.activity.ReadinessVariables.EXPLANATION_METHOD;
import static io.pilotage.readiness.activity.ReadinessVariables.OVERSIGHT_AGREED;
import static io.pilotage.readiness.activity.ReadinessVariables.PRIVACY_REVIEWED;
import static io.pilotage.readiness.activity.ReadinessVariables.RECORDS_COMPLETE;
import static io.pilotage.readiness.activity.ReadinessVariables.SECURITY_REVIEWED;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.ComplianceChecklist;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.ReadinessFacts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Keeps the checklist that legal signs. */
@Component
class CompleteCompliance implements UserTask {

  private final ReadinessFacts facts;
  private final Readiness readiness;

  CompleteCompliance(ReadinessFacts facts, Readiness readiness) {
    this.facts = facts;
    this.readiness = readiness;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forCompliance(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    readiness.keep(
        task.getExecution().getProcessBusinessKey(),
        new ComplianceChecklist(
            SECURITY_REVIEWED.get(task),
            PRIVACY_REVIEWED.get(task),
            RECORDS_COMPLETE.get(task),
            OVERSIGHT_AGREED.get(task),
            DEPLOY_APPROVERS.get(task),
            EXPLANATION_METHOD.orElse(task, null),
            COMPLIANCE_COMMENT.orElse(task, null)));
  }
}
