package io.pilotage.identity.rest;

import static io.pilotage.identity.rest.EngineDoor.forbidUnless;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.OwnRights;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.Groups;
import io.pilotage.identity.People;
import io.pilotage.identity.rest.EngineContract.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks at what people answer, start and claim, and at what workers bring: whether it is theirs,
 * and whether it is what was asked for.
 */
@Component
class EngineAnswers {

  /** The one topic for which work is handed out, and what a worker brings back. */
  private static final String TOPIC = "train-model";

  private static final List<String> BROUGHT =
      List.of("version", "artifact", "holdoutAccuracy", "holdoutRows");
  private static final String FAILED = "training-failed";
  private static final Pattern OF_OPEN_TASKS =
      Pattern.compile("task/([^/]+)/(form|deployed-form|form-variables|identity-links)");

  private final TaskService tasks;
  private final RuntimeService runtime;
  private final RepositoryService repository;
  private final AskedVariables asked;
  private final People people;
  private final OwnRights own;
  private final Ledger ledger;

  EngineAnswers(
      TaskService tasks,
      RuntimeService runtime,
      RepositoryService repository,
      AskedVariables asked,
      People people,
      OwnRights own,
      Ledger ledger) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.repository = repository;
    this.asked = asked;
    this.people = people;
    this.own = own;
    this.ledger = ledger;
  }

  public void check(EngineCall call, Look look) {
    switch (look) {
      case ANSWER -> answer(call);
      case START -> start(call);
      case CLAIM -> claim(call);
      case PASSWORD ->
        forbidUnless(
            call.part(1).equals(call.person()) || isOf(call, Groups.ADMINISTRATORS),
            "Everybody changes the own password; others are set by an administrator.");
      case FETCH -> fetch(call.body().path("topics"));
      case WORK -> work(call);
      default -> {}
    }
  }

  /**
   * Asked for the form or the people of a task that is gone, the engine fails over its own checks.
   */
  public void refuseUnlessOpen(String path) {
    var asked = OF_OPEN_TASKS.matcher(path);
    if (asked.matches() && task(asked.group(1)).isEmpty()) {
      throw new Unknown(
          "task",
          "There is no open task “" + asked.group(1)
              + "”: it was answered, or taken back, or never there.");
    }
  }

  /** The engine answers for tasks that are gone. */
  private void answer(EngineCall call) {
    task(call.part(1)).ifPresent(task -> {
      refuseUnlessFree(task, call.person());
      AskedVariables.check(call.body().path("variables"), asked.by(task));
    });
  }

  private void start(EngineCall call) {
    definition(call).ifPresent(process -> {
      var form = asked.toStart(process);
      forbidUnless(
          form.isPresent(),
          "“" + process.getKey() + "” is started by the product, not by a person.");
      AskedVariables.check(call.body().path("variables"), form.get());
    });
  }

  /** By its id, or the newest of its key; the engine answers for what is unknown. */
  private Optional<ProcessDefinition> definition(EngineCall call) {
    return Optional.ofNullable(own.call(() -> call.part(1).equals("key") && call.hasParts(4)
        ? repository
            .createProcessDefinitionQuery()
            .processDefinitionKey(call.part(2))
            .latestVersion()
            .singleResult()
        : repository
            .createProcessDefinitionQuery()
            .processDefinitionId(call.part(1))
            .singleResult()));
  }

  private void claim(EngineCall call) {
    forbidUnless(
        call.person().equals(call.text("userId")),
        "A task is claimed in one's own name: send {\"userId\":\"" + call.person() + "\"}.");
    task(call.part(1)).ifPresent(task -> refuseUnlessFree(task, call.person()));
  }

  /**
   * Gives a claimed task back to its group: one's own, or a colleague's for a program manager or an
   * administrator. False when nobody has it.
   */
  @Transactional
  public boolean free(EngineCall call) {
    var claimed = task(call.part(1)).filter(task -> task.getAssignee() != null);
    claimed.ifPresent(task -> {
      var mine = task.getAssignee().equals(call.person());
      forbidUnless(
          mine || isOf(call, Groups.PROGRAM_MANAGERS) || isOf(call, Groups.ADMINISTRATORS),
          "“" + task.getAssignee()
              + "” has claimed this task. Ask for it to be given back, or ask a program manager to free it.");
      // The engine lets nobody but administrators give back what they have claimed.
      own.run(() -> tasks.setAssignee(task.getId(), null));
      if (mine) return;
      ledger.record(
          initiative(task),
          call.person(),
          "task-freed",
          task.getName(),
          Map.of("task", task.getId(), "claimedBy", task.getAssignee()));
    });
    return claimed.isPresent();
  }

  private String initiative(Task task) {
    if (task.getProcessInstanceId() == null) return null;
    var instance = own.call(() -> runtime
        .createProcessInstanceQuery()
        .processInstanceId(task.getProcessInstanceId())
        .singleResult());
    return Optional.ofNullable(instance).map(ProcessInstance::getBusinessKey).orElse(null);
  }

  private static void fetch(JsonNode topics) {
    var names = new ArrayList<String>();
    topics.forEach(topic -> names.add(topic.path("topicName").asText()));
    forbidUnless(
        !names.isEmpty() && names.stream().allMatch(TOPIC::equals),
        "Work is handed out on the topic “" + TOPIC + "” alone.");
  }

  private static void work(EngineCall call) {
    AskedVariables.check(call.body().path("variables"), BROUGHT);
    var error = call.body().path("errorCode");
    forbidUnless(
        error.isMissingNode() || FAILED.equals(error.asText()),
        "A worker that cannot train says “" + FAILED + "”.");
  }

  private Optional<Task> task(String id) {
    return Optional.ofNullable(
        own.call(() -> tasks.createTaskQuery().taskId(id).initializeFormKeys().singleResult()));
  }

  private void refuseUnlessFree(Task task, String person) {
    var mine = task.getAssignee() == null || task.getAssignee().equals(person);
    Refusal.unless(
        mine,
        "task",
        "“" + task.getAssignee()
            + "” has claimed this task. Ask for it to be given back, or ask a program manager to free it"
            + " (POST /engine-rest/task/" + task.getId() + "/unclaim); then claim it.");
  }

  private boolean isOf(EngineCall call, String group) {
    return people.isMember(call.person(), group);
  }
}
