package io.pilotage.sync.activity;

import static io.pilotage.sync.SyncVariables.FIRST_THIS_WEEK;

import io.pilotage.sync.Syncs;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes the week for this sync and collects its agenda. */
@Component
class PrepareAgenda implements JavaDelegate {

  private final Syncs syncs;

  PrepareAgenda(Syncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    FIRST_THIS_WEEK.set(
        execution,
        syncs.arrange(execution.getProcessInstanceId(), execution.getProcessBusinessKey()));
  }
}
