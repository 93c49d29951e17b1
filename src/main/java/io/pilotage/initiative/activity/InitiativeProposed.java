package io.pilotage.initiative.activity;

import static io.pilotage.initiative.activity.InitiativeVariables.PLANNED_START;
import static io.pilotage.initiative.activity.InitiativeVariables.SPONSOR;
import static io.pilotage.initiative.activity.InitiativeVariables.TITLE;

import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Proposal;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Registers what the start form proposes; the key of the initiative becomes the business key. A
 * refused proposal starts nothing.
 */
@Component
class InitiativeProposed implements ExecutionListener {

  private final Initiatives initiatives;
  private final People people;

  InitiativeProposed(Initiatives initiatives, People people) {
    this.initiatives = initiatives;
    this.people = people;
  }

  @Override
  public void notify(DelegateExecution execution) {
    var proposal = new Proposal(
        TITLE.orElse(execution, null),
        execution.getProcessBusinessKey(),
        SPONSOR.orElse(execution, null),
        PLANNED_START.orElse(execution, null));
    execution.setProcessBusinessKey(
        initiatives.register(proposal, people.currentOrSystem()).key());
  }
}
