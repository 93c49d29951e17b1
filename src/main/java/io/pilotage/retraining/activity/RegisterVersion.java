package io.pilotage.retraining.activity;

import static io.pilotage.retraining.activity.RetrainingVariables.RETRAINING_NUMBER;
import static io.pilotage.retraining.activity.RetrainingVariables.VERSION;

import io.pilotage.retraining.Retrainings;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Puts what the worker trained into the registry; the process goes on with the name it has there.
 */
@Component
class RegisterVersion implements JavaDelegate {

  private final Retrainings retrainings;

  RegisterVersion(Retrainings retrainings) {
    this.retrainings = retrainings;
  }

  @Override
  public void execute(DelegateExecution execution) {
    VERSION.set(
        execution, retrainings.register(RETRAINING_NUMBER.get(execution)).version());
  }
}
