package io.pilotage.engine;

import io.pilotage.engine.refusal.Failure;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Component;

/**
 * The steps that are not tried any more by themselves, and how to try one again. The engine's own
 * incidents are the truth; nothing is kept beside them.
 */
@Component
public class StuckSteps {

  static final String OF_THE_ENGINE = "Housekeeping of the engine";

  private final RuntimeService runtime;
  private final ManagementService jobs;
  private final ExternalTaskService work;
  private final HistoryService history;
  private final RepositoryService repository;
  private final OwnRights own;
  private final Clock clock;

  StuckSteps(
      RuntimeService runtime,
      ManagementService jobs,
      ExternalTaskService work,
      HistoryService history,
      RepositoryService repository,
      OwnRights own,
      Clock clock) {
    this.runtime = runtime;
    this.jobs = jobs;
    this.work = work;
    this.history = history;
    this.repository = repository;
    this.own = own;
    this.clock = clock;
  }

  /** All of them, the one that stands longest first. */
  public List<StuckStep> all() {
    return own.call(() -> {
      var incidents = runtime.createIncidentQuery().orderByIncidentTimestamp().asc().list().stream()
          .filter(StuckSteps::isTheCause)
          .toList();
      var initiatives = initiatives(incidents);
      return incidents.stream()
          .map(incident -> step(incident, initiatives.get(incident.getId())))
          .toList();
    });
  }

  public Optional<StuckStep> find(String id) {
    return all().stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /**
   * Gives the step one more try, now; a timer that has not rung yet keeps its time. What fails
   * again stands still again at once, and is told again. False when it is not stuck any more.
   */
  public boolean tryAgain(String id) {
    return own.call(() -> {
      var incident = runtime.createIncidentQuery().incidentId(id).singleResult();
      if (incident == null) return false;
      if (isOfAWorker(incident)) work.setRetries(incident.getConfiguration(), 1);
      else tryJobAgain(incident.getConfiguration());
      return true;
    });
  }

  private void tryJobAgain(String id) {
    var again = jobs.setJobRetries(1).jobId(id);
    // After a failure the due date is only the end of a pause; before one it is what was agreed on.
    if (hasFailed(id)) again.dueDate(Date.from(clock.instant()));
    again.execute();
  }

  private boolean hasFailed(String job) {
    return jobs.createJobQuery().jobId(job).withException().count() > 0;
  }

  /**
   * A process that called the one in which a step stands has an incident of its own, about nothing
   * else.
   */
  private static boolean isTheCause(Incident incident) {
    return incident.getId().equals(incident.getRootCauseIncidentId())
        && (isOfAWorker(incident)
            || Incident.FAILED_JOB_HANDLER_TYPE.equals(incident.getIncidentType()));
  }

  private static boolean isOfAWorker(Incident incident) {
    return Incident.EXTERNAL_TASK_HANDLER_TYPE.equals(incident.getIncidentType());
  }

  private Map<String, String> initiatives(List<Incident> incidents) {
    var instances = incidents.stream()
        .map(Incident::getProcessInstanceId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
    if (instances.isEmpty()) return Map.of();
    var keys =
        history.createHistoricProcessInstanceQuery().processInstanceIds(instances).list().stream()
            .filter(instance -> instance.getBusinessKey() != null)
            .collect(Collectors.toMap(
                HistoricProcessInstance::getId, HistoricProcessInstance::getBusinessKey));
    return incidents.stream()
        .filter(incident -> keys.containsKey(incident.getProcessInstanceId()))
        .collect(Collectors.toMap(
            Incident::getId, incident -> keys.get(incident.getProcessInstanceId())));
  }

  private StuckStep step(Incident incident, String initiative) {
    return new StuckStep(
        incident.getId(),
        initiative,
        label(incident),
        incident.getIncidentTimestamp().toInstant(),
        why(incident),
        tries(incident));
  }

  private String label(Incident incident) {
    if (incident.getProcessDefinitionId() == null) return OF_THE_ENGINE;
    return label(
        repository.getBpmnModelInstance(incident.getProcessDefinitionId()),
        incident.getActivityId());
  }

  /** What the diagram calls it; the engine itself keeps no name of a boundary event. */
  static String label(BpmnModelInstance diagram, String activity) {
    var element = diagram.<FlowElement>getModelElementById(activity);
    return element == null || element.getName() == null ? activity : element.getName();
  }

  /**
   * What was kept before there were sentences, and what a worker says, may speak of the inside of a
   * program.
   */
  static String why(Incident incident) {
    var said = incident.getIncidentMessage();
    if (said == null || said.isBlank())
      return isOfAWorker(incident)
          ? "The worker that does it gave no reason."
          : "Somebody took its tries; it has not failed.";
    return Failure.speaksOfTheInside(said)
        ? "It failed for a reason that is not for this page; operations read it in Cockpit."
        : said;
  }

  private int tries(Incident incident) {
    if (isOfAWorker(incident)) {
      return (int) history
          .createHistoricExternalTaskLogQuery()
          .processInstanceId(incident.getProcessInstanceId())
          .externalTaskId(incident.getConfiguration())
          .failureLog()
          .count();
    }
    var failures =
        history.createHistoricJobLogQuery().jobId(incident.getConfiguration()).failureLog();
    return (int) (incident.getProcessInstanceId() == null
            ? failures
            : failures.processInstanceId(incident.getProcessInstanceId()))
        .count();
  }
}
