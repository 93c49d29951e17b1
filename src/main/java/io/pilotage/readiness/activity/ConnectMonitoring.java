package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.ALERT_CONTACT;
import static io.pilotage.readiness.activity.ReadinessVariables.ESCALATION_CONTACT;
import static io.pilotage.readiness.activity.ReadinessVariables.REQUIRED_SIGNALS;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.MonitoringConnection;
import io.pilotage.readiness.Readiness;
import io.pilotage.readiness.ReadinessFacts;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Keeps which signals must be watched and who is called. */
@Component
class ConnectMonitoring implements UserTask {

  private final ReadinessFacts facts;
  private final Readiness readiness;

  ConnectMonitoring(ReadinessFacts facts, Readiness readiness) {
    this.facts = facts;
    this.readiness = readiness;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forMonitoring(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    readiness.keep(
        task.getExecution().getProcessBusinessKey(),
        MonitoringConnection.of(
            REQUIRED_SIGNALS.get(task), ALERT_CONTACT.get(task), ESCALATION_CONTACT.get(task)));
  }
}
