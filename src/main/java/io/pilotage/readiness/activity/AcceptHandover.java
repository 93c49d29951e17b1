package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.HANDOVER_COMMENT;
import static io.pilotage.readiness.activity.ReadinessVariables.MAINTAINABLE;
import static io.pilotage.readiness.activity.ReadinessVariables.TRAINED_ON;
import static io.pilotage.readiness.activity.ReadinessVariables.TRAINED_PEOPLE;
import static io.pilotage.readiness.activity.ReadinessVariables.TRUSTED;
import static io.pilotage.readiness.activity.ReadinessVariables.UNDERSTOOD;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.Handover;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.ReadinessFacts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Keeps the three answers of operations and who was trained. */
@Component
class AcceptHandover implements UserTask {

  private final ReadinessFacts facts;
  private final Readiness readiness;

  AcceptHandover(ReadinessFacts facts, Readiness readiness) {
    this.facts = facts;
    this.readiness = readiness;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forHandover(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    readiness.keep(
        task.getExecution().getProcessBusinessKey(),
        new Handover(
            UNDERSTOOD.get(task),
            TRUSTED.get(task),
            MAINTAINABLE.get(task),
            TRAINED_PEOPLE.get(task),
            TRAINED_ON.get(task),
            HANDOVER_COMMENT.orElse(task, null)));
  }
}
