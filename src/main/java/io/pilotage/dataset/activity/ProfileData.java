package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.DATA_READABLE;

import io.pilotage.dataset.Audits;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Measures the data that was named and leaves whether that worked for the next gateway. */
@Component
class ProfileData implements JavaDelegate {

  private final Audits audits;

  ProfileData(Audits audits) {
    this.audits = audits;
  }

  @Override
  public void execute(DelegateExecution execution) {
    DATA_READABLE.set(execution, audits.profile(execution.getProcessBusinessKey()));
  }
}
