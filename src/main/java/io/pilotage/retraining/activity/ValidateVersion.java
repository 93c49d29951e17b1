package io.pilotage.retraining.activity;

import static io.pilotage.retraining.activity.RetrainingVariables.RETRAINING_NUMBER;
import static io.pilotage.retraining.activity.RetrainingVariables.VALIDATION_ACCURACY;
import static io.pilotage.retraining.activity.RetrainingVariables.VALIDATION_NOTE;
import static io.pilotage.retraining.activity.RetrainingVariables.VERSION_ACCEPTED;

import io.pilotage.engine.UserTask;
import io.pilotage.retraining.Retrainings;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows the new version beside the one that serves, and keeps whether it is accepted. */
@Component
class ValidateVersion implements UserTask {

  private final Retrainings retrainings;

  ValidateVersion(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public void opened(DelegateTask task) {
    retrainings.facts(RETRAINING_NUMBER.get(task)).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    retrainings.validate(
        RETRAINING_NUMBER.get(task),
        VERSION_ACCEPTED.get(task),
        VALIDATION_ACCURACY.get(task),
        VALIDATION_NOTE.orElse(task, null));
  }
}
