package io.pilotage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.WebTest;
import io.pilotage.demo.SampleAnswers;
import io.pilotage.gate.GateVariables;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOff;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.initiative.RiskTier;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName(
    "Whoever does the same at the same moment is told so in a sentence, and nobody reads SQL, class names or traces")
class RacesTest extends WebTest {

  /** What no answer to anybody holds. */
  private static final Pattern LEAK = Pattern.compile(
      "(?i:select |insert |update \\w+ set|delete "
          + "from)|\\bACT_[A-Z]|ENGINE-\\d|\\b(org|java|javax|jakarta|com|io)\\.[a-z]+\\.|Exception:|\\tat |SQL");

  private static final int TRIES = 6;
  private static final Map<String, String> PEOPLE =
      Map.of("program-managers", "pm", "camunda-admin", "admin");

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Gates gates;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  private final ExecutorService people = Executors.newFixedThreadPool(2);
  private final List<String> faults = new ArrayList<>();
  private final TreeMap<String, TreeMap<Integer, Integer>> seen = new TreeMap<>();
  private final List<String> started = new ArrayList<>();

  @AfterEach
  void goHome() {
    people.shutdownNow();
    started.forEach(key -> engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .rootProcessInstances()
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true)));
  }

  @Test
  @DisplayName(
      "R4 every task of every form, answered twice at once: one answer counts, the other is told who was first")
  void everyTask() {
    var tasks =
        engine.getRepositoryService().createProcessDefinitionQuery().latestVersion().list().stream()
            .flatMap(this::tasksOf)
            .toList();
    for (var place : tasks)
      for (int i = 0; i < 3; i++) openAt(place).ifPresent(task -> answerTwice(place, task));

    tell();
    assertThat(
            seen.values().stream().filter(statuses -> statuses.containsKey(204)).count())
        .as("kinds of tasks that were answered")
        .isGreaterThan(15);
  }

  @Test
  void whatBelongsToATask() {
    for (int i = 0; i < TRIES; i++) {
      var task =
          openAt(new Place("define-problem", "Task_FrameProblem", "business")).orElseThrow();
      var path = "/engine-rest/task/" + task.getId();
      race(
          "claim",
          () -> as("business").post(path + "/claim", Map.of("userId", "business")),
          () -> as("business").post(path + "/claim", Map.of("userId", "business")));
      race(
          "unclaim",
          () -> as("business").post(path + "/unclaim", ""),
          () -> as("business").post(path + "/unclaim", ""));
      race(
          "comment",
          () -> as("business").post(path + "/comment/create", Map.of("message", "Hello")),
          () -> as("business").post(path + "/complete", "{}"));
      race(
          "read",
          () -> as("pm").get("/api/initiatives"),
          () -> as("business").post(path + "/complete", answers("Task_FrameProblem", task)));
      race(
          "candidates",
          () -> as("admin")
              .post(path + "/identity-links", Map.of("userId", "legal", "type", "candidate")),
          () -> as("admin")
              .post(path + "/identity-links", Map.of("userId", "legal", "type", "candidate")));
      race(
          "end",
          () -> as("admin").delete("/engine-rest/process-instance/" + task.getProcessInstanceId()),
          () -> as("admin").delete("/engine-rest/process-instance/" + task.getProcessInstanceId()));
    }
    tell();
  }

  @Test
  @DisplayName(
      "R21 two signatures at once, for the same role and for two: none is lost, none counts twice")
  void whatBelongsToAGate() {
    for (int i = 0; i < TRIES; i++) {
      var key = "RACE-" + System.nanoTime();
      started.add(key);
      initiatives.register("Signed at once", key, "pm");
      initiatives.classify(key, RiskTier.LIMITED);
      engine
          .getRuntimeService()
          .startProcessInstanceByKey(
              "sign-off-gate",
              key,
              Map.of(GateVariables.PHASE.name(), GateVariables.PHASE.raw(Phase.OPERATE)));
      runDueJobs();
      twice("sign", () -> sign("business", key));
      race("two roles sign", () -> sign("operations", key), () -> sign("data-science", key));
      assertThat(gates.of(key).get(0).signOffs().stream()
              .filter(signOff -> !signOff.open())
              .map(SignOff::role))
          .doesNotHaveDuplicates();
    }
    tell();
  }

  @Test
  void whatBelongsToAnInitiative() {
    for (int i = 0; i < TRIES; i++) {
      var key = "RACE-" + System.nanoTime();
      started.add(key);
      var start = Map.of(
          "businessKey", key, "variables", Map.of("title", Map.of("value", "Started twice")));
      twice(
          "start",
          () -> as("pm").post("/engine-rest/process-definition/key/ai-lifecycle/start", start));
      runDueJobs();
      if (initiatives.find(key).isEmpty()) initiatives.register("Raced", key, "pm");
      var path = "/api/initiatives/" + key;
      twice(
          "experiment",
          () -> as("data-science")
              .post(
                  path + "/experiments",
                  Map.of(
                      "hypothesis",
                      "Rules",
                      "complexity",
                      "baseline",
                      "accuracy",
                      0.8,
                      "cost",
                      1)));
      twice("upload", () -> upload(path));
      twice(
          "return",
          () -> as("business")
              .post(path + "/returns", Map.of("month", "2026-10", "cost", 1, "benefit", 2)));
      twice(
          "actual",
          () -> as("business")
              .post(path + "/actuals", Map.of("kpi", "hours", "period", "2026-10", "value", 2)));
      twice(
          "kpi change",
          () -> as("pm")
              .post(
                  path + "/kpi-changes",
                  Map.of("kpis", List.of(), "gaps", List.of(), "reason", "Why not")));
      twice("withdraw", () -> as("pm").post(path + "/withdraw", Map.of("reason", "Not worth it")));
    }
    tell();
  }

  @Test
  void whatBelongsToAModel() {
    for (int i = 0; i < TRIES; i++) {
      var key = "RACE-" + System.nanoTime();
      var model = key.toLowerCase(Locale.ROOT);
      initiatives.register("Raced model", key, "pm");
      initiatives.nameModel(key, model);
      models.adopt(model, "v1", key, "s3://v1", "engineering");
      routes.open(model, key, "v1", "rules", "engineering");
      started.add(key);
      var path = "/api/models/" + model;
      twice(
          "version",
          () -> as("data-science")
              .post(path + "/versions", Map.of("version", "v2", "artifact", "s3://v2")));
      models.register(model, "v2", key, "s3://v2", "data-science");
      models.approve(model, "v2", "engineering");
      routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout");
      routes.change(routes.get(model).shiftTo(2_500), "system", "Ramp");
      twice(
          "rollback",
          () -> as("operations")
              .post(path + "/rollback", Map.of("to", "previous-stage", "reason", "Odd")));
      race(
          "two rollbacks",
          () ->
              as("operations").post(path + "/rollback", Map.of("to", "fallback", "reason", "Odd")),
          () -> as("operations")
              .post(path + "/rollback", Map.of("to", "previous-version", "reason", "Odd")));
      twice(
          "alert",
          () -> anonymously()
              .post(
                  "/api/alerts",
                  Map.of(
                      "version",
                      "4",
                      "status",
                      "firing",
                      "alerts",
                      List.of(Map.of(
                          "status",
                          "firing",
                          "labels",
                          Map.of("alertname", "Raced", "model", model, "severity", "warning"),
                          "startsAt",
                          "2026-11-01T00:00:00Z",
                          "fingerprint",
                          key)))));
      var line = "{\"id\":\"" + key + "\",\"model\":\"" + model + "\",\"version\":\"v1\",\"at\":\""
          + clock.instant() + "\",\"prediction\":1}";
      twice("prediction", () -> anonymously().postLines("/api/predictions", line));
      twice(
          "outcome",
          () -> anonymously()
              .postLines(
                  "/api/outcomes",
                  "{\"id\":\"" + key + "\",\"actual\":1,\"at\":\"" + clock.instant() + "\"}"));
    }
    tell();
  }

  @Test
  void whatBelongsToEverybody() {
    for (int i = 0; i < TRIES; i++) {
      var name = "racer" + System.nanoTime();
      twice(
          "account",
          () -> as("admin")
              .post(
                  "/engine-rest/user/create",
                  Map.of(
                      "profile",
                      Map.of("id", name, "firstName", "Ray", "lastName", "Cer"),
                      "credentials",
                      Map.of("password", "a long enough sentence"))));
      twice("into a group", () -> as("admin").put("/engine-rest/group/legal/members/" + name, ""));
      twice("out of a group", () -> as("admin").delete("/engine-rest/group/legal/members/" + name));
      twice("account gone", () -> as("admin").delete("/engine-rest/user/" + name));
      twice("freeze", () -> as("pm").post("/api/freeze", Map.of("reason", "Closing the books")));
      twice("thaw", () -> as("pm").delete("/api/freeze"));
    }
    tell();
  }

  private void twice(String what, Supplier<Answer> call) {
    race(what, call, call);
  }

  /** Both calls leave at the same moment. */
  private void race(String what, Supplier<Answer> one, Supplier<Answer> other) {
    var barrier = new CyclicBarrier(2);
    var running = Stream.of(one, other)
        .map(call -> people.submit(() -> {
          barrier.await(20, TimeUnit.SECONDS);
          return call.get();
        }))
        .toList();
    for (var each : running) {
      try {
        judge(what, each.get(90, TimeUnit.SECONDS));
      } catch (Exception unanswered) {
        faults.add(what + ": " + unanswered);
      }
    }
  }

  private void judge(String what, Answer answer) {
    seen.computeIfAbsent(what, it -> new TreeMap<>()).merge(answer.status(), 1, Integer::sum);
    var body = answer.status() < 300 ? "" : answer.text();
    if (answer.status() >= 500 || LEAK.matcher(body).find()) faults.add(what + ": " + answer);
  }

  private void tell() {
    assertThat(faults).as("of %s", seen).isEmpty();
  }

  private void answerTwice(Place place, Task task) {
    var person = PEOPLE.getOrDefault(place.group(), place.group());
    var answer = answers(place.task(), task);
    twice(
        place.task(),
        () -> as(person).post("/engine-rest/task/" + task.getId() + "/complete", answer));
  }

  private Object answers(String name, Task task) {
    var variables = engine.getTaskService().getVariables(task.getId());
    return SampleAnswers.about("raced", "sample")
        .to(name, shown -> read(variables.get(shown)))
        .orElse(Map.of());
  }

  private static JsonNode read(Object shown) {
    try {
      return shown == null ? JSON.createArrayNode() : JSON.readTree(shown.toString());
    } catch (java.io.IOException noJson) {
      return JSON.createArrayNode();
    }
  }

  private Stream<Place> tasksOf(ProcessDefinition definition) {
    return engine
        .getRepositoryService()
        .getBpmnModelInstance(definition.getId())
        .getModelElementsByType(UserTask.class)
        .stream()
        .map(
            task -> new Place(definition.getKey(), task.getId(), task.getCamundaCandidateGroups()));
  }

  /**
   * The task, open about an initiative of its own; nothing where it cannot be opened out of turn.
   */
  private Optional<Task> openAt(Place place) {
    var key = "RACE-" + System.nanoTime();
    initiatives.register("Answered twice", key, "pm");
    started.add(key);
    var instance = new ProcessInstance[1];
    var thrown = catchThrowable(() -> instance[0] = engine
        .getRuntimeService()
        .createProcessInstanceByKey(place.process())
        .businessKey(key)
        .setVariables(Map.of("phase", "DEFINE", "role", "business", "model", "raced"))
        .startBeforeActivity(place.task())
        .execute());
    if (thrown != null) return Optional.empty();
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(instance[0].getId())
        .taskDefinitionKey(place.task())
        .list()
        .stream()
        .findFirst();
  }

  private Answer sign(String role, String key) {
    var task = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskCandidateGroup(role)
        .includeAssignedTasks()
        .list();
    return task.isEmpty()
        ? as(role).get("/api/initiatives/" + key)
        : as(role)
            .post(
                "/engine-rest/task/" + task.get(0).getId() + "/complete",
                Map.of("variables", Map.of("decision", Map.of("value", "APPROVED"))));
  }

  private Answer upload(String path) {
    return as("data-science")
        .post(
            path + "/datasets",
            "multipart/form-data; boundary=cut",
            "--cut\r\nContent-Disposition: form-data; name=\"file\"; "
                + "filename=\"raced.csv\"\r\n\r\nage,label\n31,yes\n32,no\n\r\n--cut--\r\n");
  }

  private record Place(String process, String task, String group) {}
}
