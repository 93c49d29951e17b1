package io.pilotage.sync.activity;

import io.pilotage.sync.Syncs;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends both sides the agenda and a calendar entry. */
@Component
class InviteParticipants implements JavaDelegate {

  private final Syncs syncs;

  InviteParticipants(Syncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    syncs.invite(execution.getProcessInstanceId());
  }
}
