package io.pilotage.readiness.activity;

import io.pilotage.readiness.MonitoringProbes;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks monitoring for fresh data of every required signal. */
@Component
class ProbeMonitoring implements JavaDelegate {

  private final MonitoringProbes probes;

  ProbeMonitoring(MonitoringProbes probes) {
    this.probes = probes;
  }

  @Override
  public void execute(DelegateExecution execution) {
    probes.probe(execution.getProcessBusinessKey());
  }
}
