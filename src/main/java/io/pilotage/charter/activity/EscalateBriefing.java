package io.pilotage.charter.activity;

import io.pilotage.charter.Charters;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Tells who can mend it that the reviewers still wait for their briefing. */
@Component
class EscalateBriefing implements JavaDelegate {

  private final Charters charters;

  EscalateBriefing(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void execute(DelegateExecution execution) {
    charters.escalateBriefing(execution.getProcessBusinessKey());
  }
}
