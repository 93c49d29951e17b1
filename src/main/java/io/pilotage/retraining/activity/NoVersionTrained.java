package io.pilotage.retraining.activity;

import static io.pilotage.retraining.activity.RetrainingVariables.RETRAINING_NUMBER;

import io.pilotage.retraining.Retrainings;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Notes that training brought no version. */
@Component
class NoVersionTrained implements ExecutionListener {

  private final Retrainings retrainings;

  NoVersionTrained(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public void notify(DelegateExecution execution) {
    retrainings.end(RETRAINING_NUMBER.get(execution), "NOT_TRAINED");
  }
}
