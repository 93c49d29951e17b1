package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.HOLDOUT_LOCATION;

import io.pilotage.dataset.Preparations;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks for the data set apart, which is compared with the training data at once. */
@Component
class ReserveHoldout implements UserTask {

  private final Preparations preparations;

  ReserveHoldout(Preparations preparations) {
    this.preparations = preparations;
  }

  @Override
  public void completed(DelegateTask task) {
    preparations.reserveHoldout(
        task.getExecution().getProcessBusinessKey(), HOLDOUT_LOCATION.get(task));
  }
}
