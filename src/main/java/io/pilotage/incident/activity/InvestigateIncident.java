package io.pilotage.incident.activity;

import static io.pilotage.incident.activity.IncidentVariables.FINDING;
import static io.pilotage.incident.activity.IncidentVariables.INCIDENT;
import static io.pilotage.incident.activity.IncidentVariables.INCIDENT_ACTION;
import static io.pilotage.incident.activity.IncidentVariables.INCIDENT_KIND;

import io.pilotage.engine.UserTask;
import io.pilotage.incident.Incidents;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows what went wrong, and keeps what it was and what is done. */
@Component
class InvestigateIncident implements UserTask {

  private final Incidents incidents;

  InvestigateIncident(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public void opened(DelegateTask task) {
    incidents.facts(INCIDENT.get(task)).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    incidents.investigated(
        INCIDENT.get(task),
        INCIDENT_KIND.get(task),
        FINDING.orElse(task, null),
        INCIDENT_ACTION.get(task));
  }
}
