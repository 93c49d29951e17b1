package io.pilotage.initiative.activity;

import static io.pilotage.initiative.activity.InitiativeVariables.API_REACHABLE;
import static io.pilotage.initiative.activity.InitiativeVariables.CONSUMER;
import static io.pilotage.initiative.activity.InitiativeVariables.DATA_ENGINEER;
import static io.pilotage.initiative.activity.InitiativeVariables.INTEGRATION_OWNER;
import static io.pilotage.initiative.activity.InitiativeVariables.INTEGRATION_SOURCES;
import static io.pilotage.initiative.activity.InitiativeVariables.OUTPUT_FORMAT;
import static io.pilotage.initiative.activity.InitiativeVariables.OUTPUT_MATCHES;
import static io.pilotage.initiative.activity.InitiativeVariables.PRODUCTION_API;

import io.pilotage.engine.UserTask;
import io.pilotage.initiative.Charters;
import io.pilotage.initiative.Integration;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks how the model will sit between the systems around it. */
@Component
class SketchIntegration implements UserTask {

  private final Charters charters;

  SketchIntegration(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    charters.sketch(
        task.getExecution().getProcessBusinessKey(),
        new Integration(
            INTEGRATION_SOURCES.orElse(task, null),
            DATA_ENGINEER.orElse(task, null),
            PRODUCTION_API.orElse(task, null),
            API_REACHABLE.get(task),
            CONSUMER.orElse(task, null),
            OUTPUT_FORMAT.orElse(task, null),
            OUTPUT_MATCHES.get(task),
            INTEGRATION_OWNER.orElse(task, null)));
  }
}
