package io.pilotage.retraining.activity;

import static io.pilotage.retraining.activity.RetrainingVariables.RETRAINING_NUMBER;

import io.pilotage.retraining.Retrainings;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Notes that the new version did not make it through its rollout. */
@Component
class VersionNotPromoted implements ExecutionListener {

  private final Retrainings retrainings;

  VersionNotPromoted(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public void notify(DelegateExecution execution) {
    retrainings.end(RETRAINING_NUMBER.get(execution), "NOT_PROMOTED");
  }
}
