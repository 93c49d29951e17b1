package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.DATA_OWNER;
import static io.pilotage.dataset.activity.DatasetVariables.QUALITY_WATCH;

import io.pilotage.dataset.Preparations;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks who answers for the data, after go-live too. */
@Component
class NameDataOwner implements UserTask {

  private final Preparations preparations;

  NameDataOwner(Preparations preparations) {
    this.preparations = preparations;
  }

  @Override
  public void completed(DelegateTask task) {
    preparations.nameOwner(
        task.getExecution().getProcessBusinessKey(),
        DATA_OWNER.orElse(task, null),
        QUALITY_WATCH.orElse(task, null));
  }
}
