package io.pilotage.experiment.activity;

import static io.pilotage.experiment.activity.ExperimentVariables.*;

import io.pilotage.experiment.Figures;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * The figures of an experiment as forms ask for them: shares in percent, and nothing left over from
 * the experiment before.
 */
final class Answers {

  private Answers() {}

  static void clear(DelegateTask task) {
    for (var figure : List.of(ACCURACY, PRECISION, RECALL, LATENCY_MS, COST, BUSINESS_IMPACT))
      figure.set(task.getExecution(), null);
    HYPOTHESIS.set(task.getExecution(), null);
    COMPLEXITY.set(task.getExecution(), null);
  }

  static Figures figures(DelegateTask task) {
    return new Figures(
        ACCURACY.get(task) / 100,
        PRECISION.find(task).map(percent -> percent / 100).orElse(null),
        RECALL.find(task).map(percent -> percent / 100).orElse(null),
        LATENCY_MS.orElse(task, null),
        COST.get(task),
        BUSINESS_IMPACT.orElse(task, null));
  }
}
