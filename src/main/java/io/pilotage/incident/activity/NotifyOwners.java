package io.pilotage.incident.activity;

import static io.pilotage.incident.activity.IncidentVariables.INCIDENT;

import io.pilotage.incident.Incidents;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells those who own what went wrong. */
@Component
class NotifyOwners implements JavaDelegate {

  private final Incidents incidents;

  NotifyOwners(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public void execute(DelegateExecution execution) {
    incidents.notifyOwners(INCIDENT.get(execution));
  }
}
