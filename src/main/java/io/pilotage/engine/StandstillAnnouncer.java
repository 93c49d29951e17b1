package io.pilotage.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.runtime.Incident;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the product of every step that is left without tries, in the transaction in which the
 * engine notes it: once, whoever took the last.
 */
final class StandstillAnnouncer extends DefaultIncidentHandler {

  private final ApplicationEventPublisher events;

  StandstillAnnouncer(String type, ApplicationEventPublisher events) {
    super(type);
    this.events = events;
  }

  @Override
  public Incident handleIncident(IncidentContext about, String message) {
    var incident = super.handleIncident(about, message);
    events.publishEvent(new StepStuck(initiative(about), step(about), StuckSteps.why(incident)));
    return incident;
  }

  private static String initiative(IncidentContext about) {
    var execution = about.getExecutionId() == null
        ? null
        : Context.getCommandContext()
            .getExecutionManager()
            .findExecutionById(about.getExecutionId());
    return execution == null ? null : execution.getProcessBusinessKey();
  }

  private static String step(IncidentContext about) {
    if (about.getProcessDefinitionId() == null) return StuckSteps.OF_THE_ENGINE;
    return StuckSteps.label(
        Context.getProcessEngineConfiguration()
            .getDeploymentCache()
            .findBpmnModelInstanceForProcessDefinition(about.getProcessDefinitionId()),
        about.getActivityId());
  }
}
