package io.pilotage.rollout.activity;

import static io.pilotage.rollout.activity.RolloutVariables.SAMPLE;
import static io.pilotage.rollout.activity.RolloutVariables.VERSION;

import io.pilotage.engine.UserTask;
import io.pilotage.identity.People;
import io.pilotage.rollout.Samples;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Shows people a fresh sample of live predictions and keeps what they say about each. */
@Component
class ValidateSample implements UserTask {

  private final Samples samples;
  private final People people;

  ValidateSample(Samples samples, People people) {
    this.samples = samples;
    this.people = people;
  }

  @Override
  public void opened(DelegateTask task) {
    var initiative = task.getExecution().getProcessBusinessKey();
    var version = VERSION.orElse(task, null);
    samples.facts(initiative, version).showOn(task);
    SAMPLE.set(task.getExecution(), samples.draw(initiative, version));
  }

  @Override
  public void completed(DelegateTask task) {
    samples.keep(
        task.getExecution().getProcessBusinessKey(),
        VERSION.orElse(task, null),
        SAMPLE.orElse(task, List.of()),
        people.currentOrSystem());
  }
}
