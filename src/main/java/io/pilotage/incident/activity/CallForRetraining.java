package io.pilotage.incident.activity;

import static io.pilotage.incident.activity.IncidentVariables.INCIDENT;

import io.pilotage.incident.IncidentResponse;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Calls for a new version of the model. */
@Component
class CallForRetraining implements JavaDelegate {

  private final IncidentResponse response;

  CallForRetraining(IncidentResponse response) {
    this.response = response;
  }

  @Override
  public void execute(DelegateExecution execution) {
    response.callForRetraining(INCIDENT.get(execution));
  }
}
