package io.pilotage.watch.activity;

import io.pilotage.watch.Watches;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Lets what was found have its consequences. */
@Component
class RaiseChanges implements JavaDelegate {

  private final Watches watches;

  RaiseChanges(Watches watches) {
    this.watches = watches;
  }

  @Override
  public void execute(DelegateExecution execution) {
    watches.raise(execution.getProcessInstanceId());
  }
}
