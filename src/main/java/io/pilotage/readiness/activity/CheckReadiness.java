package io.pilotage.readiness.activity;

import io.pilotage.readiness.GoLive;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Evaluates the go-live six before anybody is asked to sign. */
@Component
class CheckReadiness implements JavaDelegate {

  private final GoLive goLive;

  CheckReadiness(GoLive goLive) {
    this.goLive = goLive;
  }

  @Override
  public void execute(DelegateExecution execution) {
    goLive.check(execution.getProcessBusinessKey());
  }
}
