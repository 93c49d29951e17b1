package io.pilotage.readiness.activity;

import static io.pilotage.readiness.activity.ReadinessVariables.CANDIDATE_ARTIFACT;
import static io.pilotage.readiness.activity.ReadinessVariables.CANDIDATE_VERSION;
import static io.pilotage.readiness.activity.ReadinessVariables.FALLBACK_NAME;
import static io.pilotage.readiness.activity.ReadinessVariables.MODEL;
import static io.pilotage.readiness.activity.ReadinessVariables.STABLE_VERSION;

import io.pilotage.engine.UserTask;
import io.pilotage.readiness.ReadinessFacts;
import io.pilotage.readiness.Registration;
import io.pilotage.readiness.Registrations;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/** Hands the names of model, serving version and candidate to the registry and the route. */
@Component
class RegisterModel implements UserTask {

  private final ReadinessFacts facts;
  private final Registrations registrations;

  RegisterModel(ReadinessFacts facts, Registrations registrations) {
    this.facts = facts;
    this.registrations = registrations;
  }

  @Override
  public void opened(DelegateTask task) {
    facts.forRegistration(task.getExecution().getProcessBusinessKey()).showOn(task);
  }

  @Override
  public void completed(DelegateTask task) {
    registrations.register(
        task.getExecution().getProcessBusinessKey(),
        new Registration(
            MODEL.get(task),
            STABLE_VERSION.orElse(task, null),
            CANDIDATE_VERSION.get(task),
            CANDIDATE_ARTIFACT.get(task),
            FALLBACK_NAME.get(task)));
  }
}
