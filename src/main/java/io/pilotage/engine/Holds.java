package io.pilotage.engine;

import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.springframework.stereotype.Component;

/**
 * Keeps automatic steps from being taken: whoever arrives at one waits there, as at a closed door,
 * without failing and without using up a try. What ends the step from outside, a message or a
 * withdrawal, still does. Safe to repeat.
 */
@Component
public class Holds {

  private final ManagementService jobs;
  private final OwnRights own;

  Holds(ManagementService jobs, OwnRights own) {
    this.jobs = jobs;
    this.own = own;
  }

  /** Nobody goes on from these activities until they are released. */
  public void hold(List<String> activities) {
    own.run(() -> jobs
        .createJobDefinitionQuery()
        .activityIdIn(activities.toArray(String[]::new))
        .active()
        .list()
        .stream()
        .map(JobDefinition::getId)
        .forEach(step -> jobs.suspendJobDefinitionById(step, true)));
  }

  public void release(List<String> activities) {
    own.run(() -> jobs
        .createJobDefinitionQuery()
        .activityIdIn(activities.toArray(String[]::new))
        .suspended()
        .list()
        .stream()
        .map(JobDefinition::getId)
        .forEach(step -> jobs.activateJobDefinitionById(step, true)));
  }
}
