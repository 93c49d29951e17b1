package io.pilotage.retraining.activity;

import static io.pilotage.retraining.activity.RetrainingVariables.ARTIFACT;
import static io.pilotage.retraining.activity.RetrainingVariables.HOLDOUT_ACCURACY;
import static io.pilotage.retraining.activity.RetrainingVariables.HOLDOUT_ROWS;
import static io.pilotage.retraining.activity.RetrainingVariables.RETRAINING_NUMBER;
import static io.pilotage.retraining.activity.RetrainingVariables.VERSION;

import io.pilotage.retraining.Retrainings;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/**
 * Takes what the worker brings, while it still waits for the answer: refused, its work stays open.
 */
@Component
class ModelTrained implements ExecutionListener {

  private final Retrainings retrainings;

  ModelTrained(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public void notify(DelegateExecution execution) {
    retrainings.trained(
        RETRAINING_NUMBER.get(execution),
        VERSION.orElse(execution, null),
        ARTIFACT.orElse(execution, null),
        HOLDOUT_ACCURACY.orElse(execution, null),
        HOLDOUT_ROWS.orElse(execution, null));
  }
}
