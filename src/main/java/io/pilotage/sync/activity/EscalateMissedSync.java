package io.pilotage.sync.activity;

import io.pilotage.sync.Syncs;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records that nobody came and tells those who can change that. */
@Component
class EscalateMissedSync implements JavaDelegate {

  private final Syncs syncs;

  EscalateMissedSync(Syncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    syncs.miss(execution.getProcessInstanceId());
  }
}
