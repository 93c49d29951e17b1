package io.pilotage.sync.activity;

import static io.pilotage.sync.SyncVariables.ACTIONS_DONE;
import static io.pilotage.sync.SyncVariables.BUSINESS_ATTENDEES;
import static io.pilotage.sync.SyncVariables.DATA_SCIENCE_ATTENDEES;
import static io.pilotage.sync.SyncVariables.MINUTES;
import static io.pilotage.sync.SyncVariables.OPEN_ACTIONS;
import static io.pilotage.sync.SyncVariables.SYNC_ACTIONS;
import static io.pilotage.sync.SyncVariables.SYNC_DECISIONS;

import io.pilotage.engine.UserTask;
import io.pilotage.sync.Minutes;
import io.pilotage.sync.Syncs;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows the agenda and the open promises, and hands over what came out. */
@Component
class HoldSync implements UserTask {

  private final Syncs syncs;

  HoldSync(Syncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public void opened(DelegateTask task) {
    syncs.facts(task.getProcessInstanceId()).showOn(task);
    OPEN_ACTIONS.set(task.getExecution(), syncs.openActionChoices(task.getProcessInstanceId()));
  }

  @Override
  public void completed(DelegateTask task) {
    syncs.hold(
        task.getProcessInstanceId(),
        new Minutes(
            DATA_SCIENCE_ATTENDEES.get(task),
            BUSINESS_ATTENDEES.get(task),
            MINUTES.get(task),
            SYNC_DECISIONS.orElse(task, null),
            ACTIONS_DONE.orElse(task, List.of()),
            SYNC_ACTIONS.orElse(task, List.of())));
  }
}
