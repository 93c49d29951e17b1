package io.pilotage.incident.activity;

import static io.pilotage.incident.activity.IncidentVariables.INCIDENT;

import io.pilotage.incident.IncidentResponse;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Moves the traffic of the model to the next safer place. */
@Component
class RollBackTraffic implements JavaDelegate {

  private final IncidentResponse response;

  RollBackTraffic(IncidentResponse response) {
    this.response = response;
  }

  @Override
  public void execute(DelegateExecution execution) {
    response.rollBack(INCIDENT.get(execution));
  }
}
