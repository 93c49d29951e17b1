package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.CACHEABLE_PERCENT;
import static io.pilotage.readiness.activity.ReadinessVariables.CACHE_DECISION;
import static io.pilotage.readiness.activity.ReadinessVariables.CACHE_REASON;
import static io.pilotage.readiness.activity.ReadinessVariables.MONITORING_PATH;
import static io.pilotage.readiness.activity.ReadinessVariables.REQUEST_PATH;
import static io.pilotage.readiness.activity.ReadinessVariables.SERVING_COST_PER_MONTH;
import static io.pilotage.readiness.activity.ReadinessVariables.TRAINING_PATH;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.ArchitectureRecord;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.ReadinessFacts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Keeps the three paths and the answer to the cache question. */
@Component
class RecordArchitecture implements UserTask {

  private final ReadinessFacts facts;
  private final Readiness readiness;

  RecordArchitecture(ReadinessFacts facts, Readiness readiness) {
    this.facts = facts;
    this.readiness = readiness;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forArchitecture(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    readiness.keep(
        task.getExecution().getProcessBusinessKey(),
        new ArchitectureRecord(
            TRAINING_PATH.get(task),
            REQUEST_PATH.get(task),
            MONITORING_PATH.get(task),
            CACHEABLE_PERCENT.get(task),
            SERVING_COST_PER_MONTH.get(task),
            CACHE_DECISION.get(task),
            CACHE_REASON.orElse(task, null)));
  }
}
