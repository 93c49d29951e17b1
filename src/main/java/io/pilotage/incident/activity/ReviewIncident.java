package io.pilotage.incident.activity;

import static io.pilotage.incident.activity.IncidentVariables.INCIDENT;
import static io.pilotage.incident.activity.IncidentVariables.LESSON;

import io.pilotage.engine.UserTask;
import io.pilotage.incident.Incidents;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows what was found and done, and keeps what was learned. */
@Component
class ReviewIncident implements UserTask {

  private final Incidents incidents;

  ReviewIncident(Incidents incidents) {
    this.incidents = incidents;
  }

  @Override
  public void opened(DelegateTask task) {
    incidents.facts(INCIDENT.get(task)).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    incidents.reviewed(INCIDENT.get(task), LESSON.orElse(task, null));
  }
}
