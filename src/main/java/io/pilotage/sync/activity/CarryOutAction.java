package io.pilotage.sync.activity;

import static io.pilotage.sync.SyncVariables.ACTION;
import static io.pilotage.sync.SyncVariables.ACTION_RESULT;

import io.pilotage.engine.UserTask;
import io.pilotage.sync.Syncs;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * Shows what was promised; which promise is kept is read from the instance, whatever its variables
 * say by then.
 */
@Component
class CarryOutAction implements UserTask {

  private final Syncs syncs;

  CarryOutAction(Syncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public void opened(DelegateTask task) {
    syncs
        .actionFacts(task.getExecution().getProcessBusinessKey(), ACTION.get(task))
        .showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    syncs.carriedOut(task.getProcessInstanceId(), ACTION_RESULT.get(task));
  }
}
