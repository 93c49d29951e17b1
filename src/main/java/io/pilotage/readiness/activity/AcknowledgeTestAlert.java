package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.ALERT_COMMENT;
import static io.pilotage.readiness.activity.ReadinessVariables.ALERT_REACHED;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.ReadinessFacts;
import io.pilotage.readiness.TestAlerts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows the way the test alert took, and stops its clock when a person answers. */
@Component
class AcknowledgeTestAlert implements UserTask {

  private final ReadinessFacts facts;
  private final TestAlerts alerts;

  AcknowledgeTestAlert(ReadinessFacts facts, TestAlerts alerts) {
    this.facts = facts;
    this.alerts = alerts;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forAlert(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    alerts.acknowledge(
        task.getExecution().getProcessBusinessKey(),
        ALERT_REACHED.get(task),
        ALERT_COMMENT.orElse(task, null));
  }
}
