package io.pilotage.charter.activity;

import static io.pilotage.charter.activity.CharterVariables.BASELINE_QUALITY;
import static io.pilotage.charter.activity.CharterVariables.BASELINE_SOURCE;
import static io.pilotage.charter.activity.CharterVariables.BASELINE_VOLUME;
import static io.pilotage.charter.activity.CharterVariables.MEASURED_ON;
import static io.pilotage.charter.activity.CharterVariables.TARGET_QUALITY;
import static io.pilotage.charter.activity.CharterVariables.TARGET_VOLUME;

import io.pilotage.charter.Baseline;
import io.pilotage.charter.Charters;
import io.pilotage.engine.UserTask;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Asks how it is done today and where it shall get. */
@Component
class MeasureBaseline implements UserTask {

  private final Charters charters;

  MeasureBaseline(Charters charters) {
    this.charters = charters;
  }

  @Override
  public void opened(DelegateTask task) {
    charters.facts(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    charters.measure(
        task.getExecution().getProcessBusinessKey(),
        new Baseline(
            BASELINE_VOLUME.get(task),
            BASELINE_QUALITY.get(task),
            MEASURED_ON.orElse(task, null),
            BASELINE_SOURCE.orElse(task, null),
            TARGET_VOLUME.get(task),
            TARGET_QUALITY.get(task)));
  }
}
