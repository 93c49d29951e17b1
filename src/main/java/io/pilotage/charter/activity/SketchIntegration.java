package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.API_REACHABLE;
import static io.pilotage.charter.activity.CharterVariables.CONSUMER;
import static io.pilotage.charter.activity.CharterVariables.DATA_ENGINEER;
import static io.pilotage.charter.activity.CharterVariables.INTEGRATION_OWNER;
import static io.pilotage.charter.activity.CharterVariables.INTEGRATION_SOURCES;
import static io.pilotage.charter.activity.CharterVariables.OUTPUT_FORMAT;
import static io.pilotage.charter.activity.CharterVariables.OUTPUT_MATCHES;
import static io.pilotage.charter.activity.CharterVariables.PRODUCTION_API;

import io.pilotage.charter.Charters;
import io.pilotage.charter.Integration;
import io.pilotage.engine.UserTask;
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
