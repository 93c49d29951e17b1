package io.pilotage.incident.activity;

import static io.pilotage.incident.activity.IncidentVariables.INCIDENT;

import io.pilotage.incident.Incidents;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reminds operations of an incident nobody has looked into. */
@Component
class RemindInvestigator implements JavaDelegate {

  private final Incidents incidents;

  RemindInvestigator(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public void execute(DelegateExecution execution) {
    incidents.remind(INCIDENT.get(execution));
  }
}
