package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.ON_CALL;
import static io.pilotage.readiness.activity.ReadinessVariables.ROLLBACK_STEPS;
import static io.pilotage.readiness.activity.ReadinessVariables.RUNBOOK_ADDRESS;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.ReadinessFacts;
import io.pilotage.readiness.Runbook;
import io.pilotage.readiness.Runbooks;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Keeps the runbook after its link was tried. */
@Component
class WriteRunbook implements UserTask {

  private final ReadinessFacts facts;
  private final Runbooks runbooks;

  WriteRunbook(ReadinessFacts facts, Runbooks runbooks) {
    this.facts = facts;
    this.runbooks = runbooks;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forRunbook(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    runbooks.write(
        task.getExecution().getProcessBusinessKey(),
        new Runbook(RUNBOOK_ADDRESS.get(task), ROLLBACK_STEPS.get(task), ON_CALL.get(task)));
  }
}
