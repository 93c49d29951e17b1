package io.pilotage.watch.activity;

import io.pilotage.engine.jobs.AsksAhead;
import io.pilotage.watch.Watches;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Judges all serving models and stores what is wrong. */
@Component
class JudgeModels implements JavaDelegate, AsksAhead {

  private final Watches watches;

  JudgeModels(Watches watches) {
    this.watches = watches;
  }

  @Override
  public void askAhead(String instance, String initiative) {
    watches.askBeforeJudge(instance);
  }

  @Override
  public void execute(DelegateExecution execution) {
    watches.judge(execution.getProcessInstanceId());
  }
}
