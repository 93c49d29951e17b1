package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.DATA_READABLE;

import io.pilotage.dataset.Audits;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * The step of processes that began before the data was measured beside them: it waits until that is
 * done and leaves whether it worked for the next gateway. No diagram of today names it.
 */
@Component
class ProfileData implements JavaDelegate {

  private final Audits audits;

  ProfileData(Audits audits) {
    this.audits = audits;
  }

  @Override
  public void execute(DelegateExecution execution) {
    DATA_READABLE.set(execution, audits.outcome(execution.getProcessBusinessKey()));
  }
}
