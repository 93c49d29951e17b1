package io.pilotage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pilotage.TestClock;
import io.pilotage.engine.ProcessVariable;
import io.pilotage.engine.Refusal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/**
 * One walk through a process, all it calls and all that runs about the same initiative, told in the
 * labels of the diagrams. A failing step says where the process waits.
 */
public final class Walk {

  private static final int MOST_JOBS = 500;
  // Asked after every step: a native query spares the engine hundreds of conditions of its general
  // one.
  private static final String HISTORY = """
      select *, case when ROOT_PROC_INST_ID_ = #{root} then 0 else 1 end as RELATED from ACT_HI_PROCINST
      where ROOT_PROC_INST_ID_ = #{root} or BUSINESS_KEY_ in
        (select BUSINESS_KEY_ from ACT_HI_PROCINST where ROOT_PROC_INST_ID_ = #{root})
      order by RELATED, START_TIME_""";

  private final ProcessEngine engine;
  private final TestClock clock;
  private final String process;
  private final String root;
  private final Consumer<String> measuring;

  Walk(ProcessEngine engine, TestClock clock, String process, String root) {
    this(engine, clock, process, root, initiative -> {});
  }

  Walk(
      ProcessEngine engine,
      TestClock clock,
      String process,
      String root,
      Consumer<String> measuring) {
    this.engine = engine;
    this.clock = clock;
    this.process = process;
    this.root = root;
    this.measuring = measuring;
  }

  static String groupOf(String person) {
    return switch (person) {
      case "pm" -> "program-managers";
      case "admin" -> "camunda-admin";
      default -> person;
    };
  }

  /** Id of the newest instance of the process the walk is about. */
  public String instance() {
    return history().stream()
        .filter(instance -> instance.getProcessDefinitionKey().equals(process)
            && root.equals(instance.getRootProcessInstanceId()))
        .reduce((first, second) -> second)
        .orElseThrow()
        .getId();
  }

  public String initiative() {
    return history().stream()
        .map(HistoricProcessInstance::getBusinessKey)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The last value of a variable of the process, or null. */
  public Object variable(String name) {
    var found = engine
        .getHistoryService()
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance())
        .variableName(name)
        .list();
    return found.isEmpty() ? null : found.get(0).getValue();
  }

  /**
   * Runs every job that is due without waiting for a timer, and measures the data that is waited
   * for, until the walk waits.
   */
  public Walk run() {
    do runJobs();
    while (measuresData());
    return this;
  }

  private void runJobs() {
    for (int done = 0; done < MOST_JOBS; done++) {
      var next =
          jobs().stream().filter(job -> !isTimer(job) && job.getRetries() > 0).findFirst();
      if (next.isEmpty()) return;
      try {
        engine.getManagementService().executeJob(next.get().getId());
      } catch (OptimisticLockingException overtaken) {
        // As the engine's own executor does: who came second looks again.
        continue;
      }
    }
    throw new AssertionError("The process runs in a circle. " + where());
  }

  private boolean measuresData() {
    var ids = related();
    var waiting = engine
        .getRuntimeService()
        .createEventSubscriptionQuery()
        .eventName("data-profiled")
        .list()
        .stream()
        .anyMatch(message -> ids.contains(message.getProcessInstanceId()));
    if (!waiting) return false;
    measuring.accept(initiative());
    return true;
  }

  /** Waits at all of these activities and events of the diagrams, and perhaps at others. */
  public Walk waitsAt(String... labels) {
    assertThat(waiting()).as(this::where).containsAll(Arrays.asList(labels));
    return this;
  }

  public Walk doesNotWaitAt(String label) {
    assertThat(waiting()).as(this::where).doesNotContain(label);
    return this;
  }

  /** The open task with this label; of several the one asked of the group of {@link Answer#as}. */
  public Answer answer(String label) {
    return new Answer(label);
  }

  /** Lets the time pass until this timer is due, and fires it. */
  public Walk letPass(String label) {
    var timer = jobs().stream()
        .filter(Walk::isTimer)
        .filter(job -> label.equals(labelOf(job)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No timer “" + label + "” is running. " + where()));
    if (timer.getDuedate() != null) clock.passUntil(timer.getDuedate().toInstant());
    engine.getManagementService().executeJob(timer.getId());
    return run();
  }

  /** Delivers a message to whoever waits for it about this initiative. */
  public Walk receives(String message) {
    engine
        .getRuntimeService()
        .createMessageCorrelation(message)
        .processInstanceBusinessKey(initiative())
        .correlate();
    return run();
  }

  /** Completes the external task with this topic as a worker would. */
  public Walk work(String topic, Map<String, Object> result) {
    var locked =
        engine
            .getExternalTaskService()
            .fetchAndLock(100, "test")
            .topic(topic, 60_000)
            .execute()
            .stream()
            .filter(task -> related().contains(task.getProcessInstanceId()))
            .findFirst()
            .orElseThrow(() ->
                new AssertionError("Nothing to do for a worker on “" + topic + "”. " + where()));
    engine.getExternalTaskService().complete(locked.getId(), "test", result);
    return run();
  }

  /** The process has ended, and this is an end event it passed. */
  public Walk endedAt(String label) {
    var instance = engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceId(instance())
        .singleResult();
    assertThat(instance.getEndTime())
        .as(() -> "%s should have ended at “%s”. %s".formatted(process, label, where()))
        .isNotNull();
    return passed(label);
  }

  public Walk passed(String label) {
    assertThat(passedLabels()).as(this::where).contains(label);
    return this;
  }

  public Walk withoutPassing(String label) {
    assertThat(passedLabels()).as(this::where).doesNotContain(label);
    return this;
  }

  /** What stops the walk when its jobs are tried (again); null when nothing does. */
  public Throwable failure() {
    return catchThrowable(this::run);
  }

  void abandon() {
    var ids = related();
    engine.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list().stream()
        .filter(instance -> ids.contains(instance.getId()))
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  /** A task about to be answered. */
  public final class Answer {

    private final String label;
    private final Map<String, Object> variables = new HashMap<>();
    private String group;
    private String person;

    private Answer(String label) {
      this.label = label;
    }

    /**
     * Answered by this person, who is in the group of the same name ({@code pm} in
     * {@code program-managers}).
     */
    public Answer as(String person) {
      this.person = person;
      this.group = groupOf(person);
      return this;
    }

    public <T> Answer with(ProcessVariable<T> variable, T value) {
      variables.put(variable.name(), variable.raw(value));
      return this;
    }

    /** Any variable at all, as a form sends it or a forger would. */
    public Answer withRaw(String name, Object value) {
      variables.put(name, value);
      return this;
    }

    public Walk done() {
      complete();
      return run();
    }

    /** The module does not take the answer: the task stays, and the person reads this. */
    public Walk refusedWith(String partOfTheSentence) {
      assertThat(refused()).hasStackTraceContaining(partOfTheSentence);
      return Walk.this;
    }

    /** The whole sentence with which the module does not take the answer; the task stays. */
    public String refusal() {
      return Stream.iterate(refused(), Objects::nonNull, Throwable::getCause)
          .filter(Refusal.class::isInstance)
          .map(Throwable::getMessage)
          .findFirst()
          .orElseThrow(() -> new AssertionError("“" + label + "” failed instead of refusing."));
    }

    private Throwable refused() {
      var task = task().getId();
      var thrown = catchThrowable(this::complete);
      assertThat(thrown).as("“%s” should refuse the answer", label).isNotNull();
      assertThat(engine.getTaskService().createTaskQuery().taskId(task).count())
          .as("the task stays open")
          .isOne();
      return thrown;
    }

    /** The facts the form shows. */
    public String facts() {
      return (String) engine.getTaskService().getVariable(task().getId(), "facts");
    }

    /** The task's id, its group, its due date: what Tasklist shows around the form. */
    public Task task() {
      var open =
          openTasks().stream().filter(task -> label.equals(labelOf(task))).toList();
      var mine = open.size() <= 1 || group == null
          ? open
          : open.stream().filter(task -> groupsOf(task).contains(group)).toList();
      assertThat(mine)
          .as(() -> "one open task “%s” for %s. %s".formatted(label, group, where()))
          .hasSize(1);
      ShownForms.note(engine, mine.get(0));
      return mine.get(0);
    }

    private void complete() {
      var task = task();
      try {
        if (person != null) engine.getIdentityService().setAuthentication(person, List.of(group));
        engine.getTaskService().complete(task.getId(), variables);
      } finally {
        engine.getIdentityService().clearAuthentication();
      }
    }
  }

  private List<Task> openTasks() {
    var ids = related();
    return engine.getTaskService().createTaskQuery().list().stream()
        .filter(task -> ids.contains(task.getProcessInstanceId()))
        .toList();
  }

  private Set<String> groupsOf(Task task) {
    return engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private List<Job> jobs() {
    var ids = related();
    return engine.getManagementService().createJobQuery().active().list().stream()
        .filter(job -> ids.contains(job.getProcessInstanceId()))
        .toList();
  }

  private static boolean isTimer(Job job) {
    return ((JobEntity) job).getJobHandlerType().startsWith("timer");
  }

  /**
   * The instances of this walk, oldest first: the started one, all it called, and all others about
   * the same initiative.
   */
  private List<HistoricProcessInstance> history() {
    return engine
        .getHistoryService()
        .createNativeHistoricProcessInstanceQuery()
        .sql(HISTORY)
        .parameter("root", root)
        .list();
  }

  private Set<String> related() {
    return history().stream().map(HistoricProcessInstance::getId).collect(Collectors.toSet());
  }

  private Set<String> waiting() {
    var labels = new LinkedHashSet<String>();
    jobs().stream().filter(Walk::isTimer).forEach(job -> labels.add(labelOf(job)));
    for (var id : related()) {
      engine
          .getHistoryService()
          .createHistoricActivityInstanceQuery()
          .processInstanceId(id)
          .unfinished()
          .list()
          .stream()
          .map(HistoricActivityInstance::getActivityName)
          .filter(Objects::nonNull)
          .forEach(labels::add);
    }
    return labels;
  }

  private Set<String> passedLabels() {
    return related().stream()
        .flatMap(id -> engine
            .getHistoryService()
            .createHistoricActivityInstanceQuery()
            .processInstanceId(id)
            .finished()
            .list()
            .stream())
        // An error end cancels itself with its scope, and was passed all the same.
        .filter(activity ->
            !activity.isCanceled() || "errorEndEvent".equals(activity.getActivityType()))
        .map(HistoricActivityInstance::getActivityName)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private String labelOf(Task task) {
    return label(task.getProcessDefinitionId(), task.getTaskDefinitionKey());
  }

  private String labelOf(Job job) {
    var definition = engine
        .getManagementService()
        .createJobDefinitionQuery()
        .jobDefinitionId(job.getJobDefinitionId())
        .singleResult();
    return label(job.getProcessDefinitionId(), definition.getActivityId());
  }

  private String label(String definition, String activity) {
    var element = engine
        .getRepositoryService()
        .getBpmnModelInstance(definition)
        .<FlowNode>getModelElementById(activity);
    return element == null || element.getName() == null ? activity : element.getName();
  }

  private String where() {
    var failures = jobs().stream()
        .filter(job -> job.getExceptionMessage() != null)
        .map(job -> labelOf(job) + ": " + job.getExceptionMessage())
        .collect(Collectors.joining("; "));
    return "It waits at " + new TreeSet<>(waiting())
        + (failures.isEmpty() ? "." : ", and failed at " + failures + ".");
  }
}
