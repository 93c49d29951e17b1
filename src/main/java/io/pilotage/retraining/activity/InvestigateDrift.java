package io.pilotage.retraining.activity;

import static io.pilotage.retraining.activity.RetrainingVariables.DRIFT_FINDING;
import static io.pilotage.retraining.activity.RetrainingVariables.RETRAIN;
import static io.pilotage.retraining.activity.RetrainingVariables.RETRAINING_NUMBER;

import io.pilotage.engine.UserTask;
import io.pilotage.retraining.Retrainings;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows what moved, and keeps whether to retrain. */
@Component
class InvestigateDrift implements UserTask {

  private final Retrainings retrainings;

  InvestigateDrift(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public void opened(DelegateTask task) {
    retrainings.facts(RETRAINING_NUMBER.get(task)).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    retrainings.decide(
        RETRAINING_NUMBER.get(task), RETRAIN.get(task), DRIFT_FINDING.orElse(task, null));
  }
}
