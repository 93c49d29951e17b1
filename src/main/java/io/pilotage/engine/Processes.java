package io.pilotage.engine;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/**
 * Starts, signals and looks up processes for modules that do not know the engine. Every call joins
 * the caller's transaction and has the product's rights: the module has decided whether the person
 * may.
 */
@Component
public class Processes {

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final HistoryService history;
  private final RepositoryService repository;
  private final IdentityService identity;
  private final OwnRights own;

  Processes(
      RuntimeService runtime,
      TaskService tasks,
      HistoryService history,
      RepositoryService repository,
      IdentityService identity,
      OwnRights own) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.history = history;
    this.repository = repository;
    this.identity = identity;
    this.own = own;
  }

  /** Starts the newest version of a process about an initiative and answers its instance id. */
  public String start(String process, String initiative, Map<String, Object> variables) {
    return own.call(() ->
        runtime.startProcessInstanceByKey(process, initiative, variables).getProcessInstanceId());
  }

  /** Delivers a message to whoever waits for it about the initiative; false when nobody does. */
  public boolean signal(String message, String initiative, Map<String, Object> variables) {
    return own.call(() -> !runtime
        .createMessageCorrelation(message)
        .processInstanceBusinessKey(initiative)
        .setVariables(variables)
        .correlateAllWithResult()
        .isEmpty());
  }

  /** Delivers a message to one instance; false when it does not wait for it any more. */
  public boolean signalInstance(String message, String instance) {
    return own.call(() -> !runtime
        .createMessageCorrelation(message)
        .processInstanceId(instance)
        .correlateAllWithResult()
        .isEmpty());
  }

  public boolean runs(String process, String initiative) {
    return own.call(() -> runtime
            .createProcessInstanceQuery()
            .processDefinitionKey(process)
            .processInstanceBusinessKey(initiative)
            .count()
        > 0);
  }

  /**
   * What each process about the initiative carries under a name; empty where it carries nothing.
   */
  public List<Optional<String>> values(String process, String initiative, String variable) {
    return own.call(() -> findValues(process, initiative, variable));
  }

  private List<Optional<String>> findValues(String process, String initiative, String variable) {
    var instances = runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(process)
        .processInstanceBusinessKey(initiative)
        .list();
    if (instances.isEmpty()) return List.of();
    var ids = instances.stream().map(ProcessInstance::getId).toArray(String[]::new);
    var carried = new HashMap<String, String>();
    runtime
        .createVariableInstanceQuery()
        .processInstanceIdIn(ids)
        .variableName(variable)
        .list()
        .stream()
        .filter(known -> known.getValue() != null)
        .forEach(
            known -> carried.put(known.getProcessInstanceId(), known.getValue().toString()));
    return Stream.of(ids).map(id -> Optional.ofNullable(carried.get(id))).toList();
  }

  /** The initiatives about which a process runs, in one query. */
  public Set<String> initiativesOf(String process) {
    return own.call(() ->
        runtime.createProcessInstanceQuery().processDefinitionKey(process).active().list().stream()
            .map(ProcessInstance::getBusinessKey)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  /** Initiative to the ids of the processes that run about it, in one query. */
  public Map<String, List<String>> running() {
    return own.call(this::findRunning);
  }

  private Map<String, List<String>> findRunning() {
    var names = repository.createProcessDefinitionQuery().list().stream()
        .collect(Collectors.toMap(ProcessDefinition::getId, ProcessDefinition::getKey));
    return runtime.createProcessInstanceQuery().active().list().stream()
        .filter(instance -> instance.getBusinessKey() != null)
        .collect(Collectors.groupingBy(
            ProcessInstance::getBusinessKey,
            Collectors.mapping(
                instance -> names.get(instance.getProcessDefinitionId()), Collectors.toList())));
  }

  /** When a process about the initiative was first started and last ended, if it ever was. */
  public Optional<Span> span(String process, String initiative) {
    var instances = own.call(() -> history
        .createHistoricProcessInstanceQuery()
        .processDefinitionKey(process)
        .processInstanceBusinessKey(initiative)
        .orderByProcessInstanceStartTime()
        .asc()
        .list());
    if (instances.isEmpty()) return Optional.empty();
    var last = instances.get(instances.size() - 1);
    return Optional.of(
        new Span(instances.get(0).getStartTime().toInstant(), instant(last.getEndTime())));
  }

  /** Shows newer facts on the tasks of a process about the initiative that are open already. */
  public void showOnTask(String process, String initiative, Facts facts) {
    own.run(() -> tasks
        .createTaskQuery()
        .processDefinitionKey(process)
        .processInstanceBusinessKey(initiative)
        .list()
        .forEach(task -> tasks.setVariableLocal(task.getId(), Facts.FACTS.name(), facts.shown())));
  }

  /** Everything anybody has to do now, oldest first. */
  public List<OpenTask> openTasks() {
    return own.call(this::findOpenTasks);
  }

  private List<OpenTask> findOpenTasks() {
    // A task somebody made by hand belongs to no process, and nobody is waited for because of it.
    var open = tasks.createTaskQuery().active().orderByTaskCreateTime().asc().list().stream()
        .filter(task -> task.getProcessInstanceId() != null)
        .toList();
    var instances = open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
    if (instances.isEmpty()) return List.of();
    var keys =
        history.createHistoricProcessInstanceQuery().processInstanceIds(instances).list().stream()
            .collect(Collectors.toMap(HistoricProcessInstance::getId, instance -> instance));
    var groups = candidateGroups();
    return open.stream()
        .filter(task -> keys.containsKey(task.getProcessInstanceId()))
        .map(task -> openTask(
            task,
            keys.get(task.getProcessInstanceId()),
            groups.computeIfAbsent(task.getId(), this::unknownGroup)))
        .toList();
  }

  /**
   * The group each open task waits for: a question for each group, however many tasks there are.
   */
  private Map<String, String> candidateGroups() {
    var groups = new HashMap<String, String>();
    identity
        .createGroupQuery()
        .list()
        .forEach(group -> tasks
            .createTaskQuery()
            .active()
            .taskCandidateGroup(group.getId())
            .includeAssignedTasks()
            .list()
            .forEach(task -> groups.putIfAbsent(task.getId(), group.getId())));
    return groups;
  }

  /**
   * A group without an account here, as one of a sign-off role added to the table, is still waited
   * for; null where no group is. Read from the history, because the engine itself stumbles over a
   * task that has ended since we saw it, and takes our transaction with it.
   */
  private String unknownGroup(String task) {
    var groups = new LinkedHashSet<String>();
    history
        .createHistoricIdentityLinkLogQuery()
        .taskId(task)
        .type(IdentityLinkType.CANDIDATE)
        .orderByTime()
        .asc()
        .list()
        .stream()
        .filter(change -> change.getGroupId() != null)
        .forEach(change -> {
          if (change.getOperationType().equals("add")) groups.add(change.getGroupId());
          else groups.remove(change.getGroupId());
        });
    return groups.stream().findFirst().orElse(null);
  }

  private static OpenTask openTask(Task task, HistoricProcessInstance instance, String group) {
    return new OpenTask(
        task.getId(),
        task.getName(),
        task.getTaskDefinitionKey(),
        instance.getProcessDefinitionKey(),
        instance.getBusinessKey(),
        group,
        task.getAssignee(),
        task.getCreateTime().toInstant(),
        instant(task.getDueDate()));
  }

  private static Instant instant(Date date) {
    return date == null ? null : date.toInstant();
  }

  /** From the first start to the last end; no end while it runs. */
  public record Span(Instant from, Instant to) {}
}
