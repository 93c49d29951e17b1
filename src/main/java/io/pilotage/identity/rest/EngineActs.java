package io.pilotage.identity.rest;

import static io.pilotage.identity.rest.EngineDoor.forbidUnless;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.OwnRights;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.identity.rest.EngineContract.Look;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * What an administrator changes in processes that run: each with a reason, in the ledger under the
 * administrator's name, and about the initiative, in the transaction that changes it. None of it
 * leads past a gate.
 */
@Component
class EngineActs {

  static final String REASON = "Pilotage-Reason";

  private static final String GATE = "sign-off-gate";
  private static final int LONGEST_REASON = 500;
  private static final int MOST_TRIES = 100;

  private final RuntimeService runtime;
  private final ManagementService jobs;
  private final ExternalTaskService work;
  private final RepositoryService repository;
  private final OwnRights own;
  private final Ledger ledger;
  private final TransactionTemplate transaction;

  EngineActs(
      RuntimeService runtime,
      ManagementService jobs,
      ExternalTaskService work,
      RepositoryService repository,
      OwnRights own,
      Ledger ledger,
      PlatformTransactionManager transactions) {
    this.runtime = runtime;
    this.jobs = jobs;
    this.work = work;
    this.repository = repository;
    this.own = own;
    this.ledger = ledger;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Looks at the change, and makes it together with its entry. */
  void carryOut(
      EngineCall call,
      Look look,
      String header,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    var reason = reason(call, header);
    refuseUnlessSaid(call);
    var about = about(call);
    switch (look) {
      case ERASE -> refuseUnlessWhole(about);
      case RERUN -> refuseUnlessAgain(call.body(), about);
      case CORRECT -> refuseUnlessKnown(call, about);
      default -> {}
    }
    // A job that fails is noted by the engine in a transaction of its own, which must not wait for
    // ours.
    if (look == Look.TRY) {
      record(call, about, reason, "engine-asked");
      chain.doFilter(request, response);
      if (response.getStatus() >= 300) record(call, about, reason, "engine-refused");
    } else {
      together(call, about, reason, request, response, chain);
    }
  }

  private void together(
      EngineCall call,
      About about,
      String reason,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    var answer = new ContentCachingResponseWrapper(response);
    var failure = transaction.execute(status -> {
      try {
        chain.doFilter(request, answer);
        if (answer.getStatus() >= 300) status.setRollbackOnly();
        else record(call, about, reason, "engine-changed");
        return null;
      } catch (IOException | ServletException failed) {
        status.setRollbackOnly();
        return failed;
      }
    });
    if (failure instanceof IOException broken) throw broken;
    if (failure instanceof ServletException broken) throw broken;
    answer.copyBodyToResponse();
  }

  private void record(EngineCall call, About about, String reason, String action) {
    ledger.record(
        about.instance().getBusinessKey(),
        call.person(),
        action,
        about.what() + ": " + reason,
        Map.of(
            "reason",
            reason,
            "call",
            call.method() + " " + call.path(),
            "body",
            call.body().toString()));
  }

  /** A slip would be carried out too: a step without a time, a number of tries that never ends. */
  private static void refuseUnlessSaid(EngineCall call) {
    switch (call.path().substring(call.path().lastIndexOf('/') + 1)) {
      case "retries" ->
        Refusal.unless(
            call.body().path("retries").isInt()
                && call.body().path("retries").intValue() >= 0
                && call.body().path("retries").intValue() <= MOST_TRIES,
            "retries",
            "Say how often it is tried again: {\"retries\":1}, 0 to " + MOST_TRIES + ".");
      case "duedate" ->
        Refusal.unless(
            call.body().path("duedate").isTextual(),
            "duedate",
            "Say when it is due: {\"duedate\":\"2026-12-01T08:00:00.000+0000\"}.");
      case "suspended" ->
        Refusal.unless(
            call.body().path("suspended").isBoolean(),
            "suspended",
            "Say whether it is held: {\"suspended\":true} or false.");
      default -> {}
    }
  }

  private static String reason(EngineCall call, String header) {
    // Headers are read letter by letter; people write more letters than that.
    var letters = header == null ? new byte[0] : header.getBytes(StandardCharsets.ISO_8859_1);
    var reason = new String(letters, StandardCharsets.UTF_8)
        .replaceAll("\\p{Cntrl}", " ")
        .strip();
    Refusal.unless(
        !reason.isEmpty(),
        REASON,
        "A change in what runs needs a reason, which is kept in the ledger with your name."
            + " Cockpit cannot send one; send it as a header: curl -u " + call.person() + " -H '"
            + REASON + ": …' -H 'Content-Type: application/json' -X "
            + call.method() + " …/engine-rest/" + call.path()
            + (call.body().isEmpty() ? "" : " -d '" + call.body() + "'"));
    Refusal.unless(
        reason.length() <= LONGEST_REASON,
        REASON,
        "Say the reason in " + LONGEST_REASON + " characters at most.");
    return reason;
  }

  private About about(EngineCall call) {
    return own.call(() -> switch (call.part(0)) {
      case "job" -> ofJob(call);
      case "external-task" -> ofWork(call);
      default -> new About(instance(call.part(1)), verb(call));
    });
  }

  private About ofJob(EngineCall call) {
    var job = Optional.ofNullable(jobs.createJobQuery().jobId(call.part(1)).singleResult())
        .orElseThrow(() -> new Unknown("job", "There is no job “" + call.part(1) + "”."));
    forbidUnless(
        job.getProcessInstanceId() != null,
        "This job is the engine's own, for its history or a batch; nobody changes it.");
    return new About(instance(job.getProcessInstanceId()), verb(call) + " of " + activity(job));
  }

  private String activity(Job job) {
    if (job.getJobDefinitionId() == null) return "a job";
    return jobs.createJobDefinitionQuery()
        .jobDefinitionId(job.getJobDefinitionId())
        .singleResult()
        .getActivityId();
  }

  private About ofWork(EngineCall call) {
    ExternalTask task = Optional.ofNullable(
            work.createExternalTaskQuery().externalTaskId(call.part(1)).singleResult())
        .orElseThrow(() ->
            new Unknown("external-task", "There is no external task “" + call.part(1) + "”."));
    return new About(
        instance(task.getProcessInstanceId()), verb(call) + " of " + task.getActivityId());
  }

  private ProcessInstance instance(String id) {
    return Optional.ofNullable(
            runtime.createProcessInstanceQuery().processInstanceId(id).singleResult())
        .orElseThrow(() -> new Unknown("process-instance", "No process “" + id + "” is running."));
  }

  /** The last word of the path says what is changed. */
  private static String verb(EngineCall call) {
    return switch (call.path().substring(call.path().lastIndexOf('/') + 1)) {
      case "suspended" -> call.body().path("suspended").asBoolean() ? "suspended" : "resumed";
      case "modification" -> "run again";
      case "retries", "duedate", "execute" ->
        call.path().substring(call.path().lastIndexOf('/') + 1);
      default ->
        "DELETE".equals(call.method()) ? "deleted" : "variable “" + call.part(3) + "” corrected";
    };
  }

  private void refuseUnlessWhole(About about) {
    var root = about.instance().getRootProcessInstanceId();
    forbidUnless(
        root == null || root.equals(about.instance().getId()),
        "This process is a part of “" + root + "”; a part is not deleted without the whole.");
  }

  /**
   * An activity begins again where the instance stands now; every other way would lead round what
   * comes before it.
   */
  private void refuseUnlessAgain(JsonNode body, About about) {
    var here = own.call(() -> runtime.getActiveActivityIds(about.instance().getId()));
    var again =
        "An activity can only be run again where the process stands now: send two instructions about one of "
            + here
            + ", “cancel” and “startBeforeActivity”, each with “type” and “activityId” alone.";
    var types = new ArrayList<String>();
    var activities = new ArrayList<String>();
    body.path("instructions").forEach(instruction -> {
      forbidUnless(
          instruction.size() == 2 && instruction.has("type") && instruction.has("activityId"),
          again);
      types.add(instruction.path("type").asText());
      activities.add(instruction.path("activityId").asText());
    });
    forbidUnless(
        types.equals(List.of("cancel", "startBeforeActivity"))
            && activities.stream().distinct().count() == 1,
        again);
    forbidUnless(here.contains(activities.get(0)), again);
    forbidUnless(
        !GATE.equals(process(about)) && !callsGate(about, activities.get(0)),
        "A gate is not begun again: its round is kept, and those who are asked sign.");
  }

  private boolean callsGate(About about, String activity) {
    var model =
        own.call(() -> repository.getBpmnModelInstance(about.instance().getProcessDefinitionId()));
    return model.getModelElementById(activity) instanceof CallActivity call
        && GATE.equals(call.getCalledElement());
  }

  private String process(About about) {
    ProcessDefinition definition =
        own.call(() -> repository.getProcessDefinition(about.instance().getProcessDefinitionId()));
    return definition.getKey();
  }

  private void refuseUnlessKnown(EngineCall call, About about) {
    var name = call.part(3);
    forbidUnless(
        own.call(() -> runtime.getVariablesLocal(about.instance().getId())).containsKey(name),
        "This process has no variable “" + name + "”; none is added.");
    Refusal.unless(call.body().has("value"), "value", "Say the new value: {\"value\":…}.");
    AskedVariables.checkValue(name, call.body());
  }

  /** The process that is changed, and how. */
  private record About(ProcessInstance instance, String change) {

    String what() {
      return instance.getProcessDefinitionId().split(":")[0] + ", " + change;
    }
  }
}
