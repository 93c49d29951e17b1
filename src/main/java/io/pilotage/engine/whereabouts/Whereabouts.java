package io.pilotage.engine.whereabouts;

import io.pilotage.engine.OwnRights;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.stereotype.Component;

/**
 * Looks where the processes about an initiative stand, for everybody alike: with the rights of a
 * person, those who do not oversee would see nothing.
 */
@Component
public class Whereabouts {

  private final RuntimeService runtime;
  private final HistoryService history;
  private final RepositoryService repository;
  private final ManagementService management;
  private final OwnRights own;

  Whereabouts(
      RuntimeService runtime,
      HistoryService history,
      RepositoryService repository,
      ManagementService management,
      OwnRights own) {
    this.runtime = runtime;
    this.history = history;
    this.repository = repository;
    this.management = management;
    this.own = own;
  }

  /** Where every process about the initiative stands now, the one that began first in front. */
  public List<ProcessAt> of(String initiative) {
    return own.call(() -> find(initiative));
  }

  private List<ProcessAt> find(String initiative) {
    var open = history
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(initiative)
        .unfinished()
        .orderByProcessInstanceStartTime()
        .asc()
        .list();
    var places = new LinkedHashMap<String, List<Place>>();
    open.forEach(instance -> places
        .computeIfAbsent(instance.getProcessDefinitionKey(), process -> new ArrayList<>())
        .addAll(places(instance)));
    return places.entrySet().stream()
        .map(process -> new ProcessAt(process.getKey(), List.copyOf(process.getValue())))
        .toList();
  }

  /**
   * Nothing where the process has ended since we saw it; asked for its active activities the engine
   * would call that a fault.
   */
  private List<Place> places(HistoricProcessInstance instance) {
    var diagram = repository.getBpmnModelInstance(instance.getProcessDefinitionId());
    var begun = begun(instance.getId());
    var jobs = management.createJobQuery().processInstanceId(instance.getId()).list().stream()
        .map(JobEntity.class::cast)
        .toList();
    return runtime.createExecutionQuery().processInstanceId(instance.getId()).list().stream()
        .map(ExecutionEntity.class::cast)
        .filter(execution -> execution.isActive() && execution.getActivityId() != null)
        .map(execution -> place(execution, diagram, begun, jobs))
        .toList();
  }

  private Map<String, Instant> begun(String instance) {
    return history
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instance)
        .unfinished()
        .list()
        .stream()
        .collect(Collectors.toMap(
            HistoricActivityInstance::getId,
            activity -> activity.getStartTime().toInstant(),
            (one, other) -> one));
  }

  private static Place place(
      ExecutionEntity execution,
      BpmnModelInstance diagram,
      Map<String, Instant> begun,
      List<JobEntity> jobs) {
    var activity = execution.getActivityId();
    var job = jobs.stream()
        .filter(known -> execution.getId().equals(known.getExecutionId())
            && activity.equals(known.getActivityId()))
        .findFirst();
    var since = begun.get(execution.getActivityInstanceId());
    return Place.of(
        diagram.getModelElementById(activity),
        activity,
        since != null ? since : job.map(known -> instant(known.getCreateTime())).orElse(null),
        job.map(known -> instant(known.getDuedate())).orElse(null),
        job.map(known -> known.getRetries() == 0).orElse(false));
  }

  private static Instant instant(Date date) {
    return date == null ? null : date.toInstant();
  }
}
