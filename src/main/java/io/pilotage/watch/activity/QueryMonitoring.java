package io.pilotage.watch.activity;

import io.pilotage.engine.jobs.AsksAhead;
import io.pilotage.watch.Watches;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks whether monitoring answers and whom it has heard of. */
@Component
class QueryMonitoring implements JavaDelegate, AsksAhead {

  private final Watches watches;

  QueryMonitoring(Watches watches) {
    this.watches = watches;
  }

  @Override
  public void askAhead(String instance, String initiative) {
    watches.askBeforeQuery(instance);
  }

  @Override
  public void execute(DelegateExecution execution) {
    watches.query(execution.getProcessInstanceId());
  }
}
