package io.pilotage.dataset.activity;

import static io.pilotage.dataset.activity.DatasetVariables.*;

import io.pilotage.dataset.Preparations;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks how data gets from its source to the model, and for the files of two runs. */
@Component
class DescribePipeline implements UserTask {

  private final Preparations preparations;

  DescribePipeline(Preparations preparations) {
    this.preparations = preparations;
  }

  @Override
  public void completed(DelegateTask task) {
    preparations.describePipeline(
        task.getExecution().getProcessBusinessKey(),
        PIPELINE_SOURCE.orElse(task, null),
        PIPELINE_STEPS.orElse(task, null),
        FIRST_RUN.get(task),
        SECOND_RUN.get(task));
  }
}
