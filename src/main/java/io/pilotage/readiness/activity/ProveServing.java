package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.ERROR_RATE_PERCENT;
import static io.pilotage.readiness.activity.ReadinessVariables.LATENCY_P95_MS;
import static io.pilotage.readiness.activity.ReadinessVariables.LOAD_TEST_MINUTES;
import static io.pilotage.readiness.activity.ReadinessVariables.LOAD_TEST_REPORT;
import static io.pilotage.readiness.activity.ReadinessVariables.MEASURED_PER_SECOND;
import static io.pilotage.readiness.activity.ReadinessVariables.TARGET_PER_SECOND;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.ReadinessFacts;
import io.pilotage.readiness.ServingProof;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Keeps what the load test measured. */
@Component
class ProveServing implements UserTask {

  private final ReadinessFacts facts;
  private final Readiness readiness;

  ProveServing(ReadinessFacts facts, Readiness readiness) {
    this.facts = facts;
    this.readiness = readiness;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forServing(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    readiness.keep(
        task.getExecution().getProcessBusinessKey(),
        new ServingProof(
            TARGET_PER_SECOND.get(task),
            MEASURED_PER_SECOND.get(task),
            LATENCY_P95_MS.get(task),
            ERROR_RATE_PERCENT.get(task),
            LOAD_TEST_MINUTES.get(task),
            LOAD_TEST_REPORT.get(task)));
  }
}
