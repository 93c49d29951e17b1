package io.pilotage.retraining.activity;

import static io.pilotage.retraining.activity.RetrainingVariables.RETRAINING_NUMBER;

import io.pilotage.retraining.Retrainings;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells that no worker has brought the new version. */
@Component
class ReportOverdueTraining implements JavaDelegate {

  private final Retrainings retrainings;

  ReportOverdueTraining(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public void execute(DelegateExecution execution) {
    retrainings.reportOverdue(RETRAINING_NUMBER.get(execution));
  }
}
