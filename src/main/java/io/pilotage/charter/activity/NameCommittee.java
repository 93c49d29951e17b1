package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.ACCOUNTABLE_OWNER;
import static io.pilotage.charter.activity.CharterVariables.BRIEFING_DUE;
import static io.pilotage.charter.activity.CharterVariables.BUSINESS_CASE_OWNER;
import static io.pilotage.charter.activity.CharterVariables.COMPLIANCE_OWNER;
import static io.pilotage.charter.activity.CharterVariables.DECIDER;
import static io.pilotage.charter.activity.CharterVariables.ENGINEERING_MEMBER;
import static io.pilotage.charter.activity.CharterVariables.LEGAL_MEMBER;
import static io.pilotage.charter.activity.CharterVariables.OPERATIONS_MEMBER;
import static io.pilotage.charter.activity.CharterVariables.SECURITY_MEMBER;

import io.pilotage.charter.Charters;
import io.pilotage.charter.Committee;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** Asks who steers, and sets the day by which those who review must be briefed. */
@Component
class NameCommittee implements UserTask {

  private final Charters charters;

  NameCommittee(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
    charters
        .carried(task.getExecution().getProcessBusinessKey(), Committee.class)
        .ifPresent(agreed -> fillIn(task.getExecution(), agreed));
  }

  @Override
  public void completed(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    charters.name(
        initiative,
        new Committee(
            new Committee.Members(
                ACCOUNTABLE_OWNER.orElse(task, null),
                ENGINEERING_MEMBER.orElse(task, null),
                SECURITY_MEMBER.orElse(task, null),
                LEGAL_MEMBER.orElse(task, null),
                OPERATIONS_MEMBER.orElse(task, null)),
            new Committee.Owners(
                BUSINESS_CASE_OWNER.orElse(task, null), COMPLIANCE_OWNER.orElse(task, null)),
            DECIDER.orElse(task, null)));
    BRIEFING_DUE.set(task, charters.briefingDue(initiative).toString());
  }

  /** Who decides what is deployed is chosen anew. */
  private static void fillIn(VariableScope scope, Committee agreed) {
    ACCOUNTABLE_OWNER.set(scope, agreed.members().business());
    ENGINEERING_MEMBER.set(scope, agreed.members().engineering());
    SECURITY_MEMBER.set(scope, agreed.members().security());
    LEGAL_MEMBER.set(scope, agreed.members().legal());
    OPERATIONS_MEMBER.set(scope, agreed.members().operations());
    BUSINESS_CASE_OWNER.set(scope, agreed.owners().businessCase());
    COMPLIANCE_OWNER.set(scope, agreed.owners().compliance());
  }
}
