package io.pilotage.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.demo.SampleAnswers;
import io.pilotage.demo.SampleData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at the worst moments, and a start on the same data: what was answered to a caller
 * is there, once.
 */
@DisplayName("After a kill everything goes on where it was")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillAndRestartIT {

  private static final String INITIATIVE = "KILL-1";
  private static final String MODEL = "kill";

  @TempDir
  private static Path folder;

  private static RunningJar server;
  private static DemoPeople people;
  private static SampleAnswers answers;
  private static final List<String> accepted = new ArrayList<>();

  @BeforeAll
  static void start() {
    var home = folder.resolve("home");
    SampleData.writeInto(home.resolve("datasets"));
    // The soak of the canary takes 42 seconds: long enough to be killed in and to start again, on a
    // busy machine too.
    server = RunningJar.start(
        home,
        "--pilotage.rollout.day=6s",
        "--pilotage.rollout.samples=0.05",
        "--pilotage.rollout.next-look=1s",
        "--pilotage.sync.starts-after=1h",
        "--pilotage.sync.held-within=3h");
    answers = SampleAnswers.about(MODEL, home.resolve("datasets").toString());
    people = new DemoPeople(server, INITIATIVE, answers);
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
  }

  @Test
  @Order(1)
  @DisplayName(
      "Killed while tasks are completed: every completion that was answered is there, and none twice")
  void losesNoCompletion() throws InterruptedException {
    var completed = ConcurrentHashMap.<String>newKeySet();
    var crowd = Executors.newFixedThreadPool(4);
    var going = new AtomicBoolean(true);
    var number = new AtomicInteger();
    for (int i = 0; i < 4; i++) crowd.execute(() -> completeUntilKilled(number, completed, going));
    await("a crowd completes tasks")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> completed.size() >= 40);

    server.kill();
    going.set(false);
    crowd.shutdown();
    server.start();

    var answered = Set.copyOf(completed);
    for (var id : answered) {
      assertThat(server.get("/engine-rest/history/task?finished=true&taskId=" + id, "admin"))
          .as("the completion of " + id)
          .hasSize(1);
      assertThat(server.get("/engine-rest/task?taskId=" + id, "admin"))
          .as("the task " + id + " waits again")
          .isEmpty();
    }
    for (var process : server.get(
        "/engine-rest/history/process-instance?processDefinitionKey=define-problem", "admin")) {
      var steps = server
          .get(
              "/engine-rest/history/task?processInstanceId="
                  + process.path("id").asText(),
              "admin")
          .findValuesAsText("taskDefinitionKey");
      assertThat(steps).as(process.path("businessKey").asText()).doesNotHaveDuplicates();
    }
  }

  @Test
  @Order(2)
  @DisplayName(
      "R60 R85 killed in the middle of a soak: same stage, route, tasks, timer, sign-offs and "
          + "predictions, then the next stage")
  void goesOnAfterAKillInTheSoak() {
    people.propose("Killed in the middle of a soak");
    await("the canary soaks")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> {
          people.answerWhatWaits("Task_HoldSync");
          if (hasRoute()) send(40);
          return share() == 5.0 && soakTimers().size() == 1;
        });
    send(400);
    var before = Observed.now();

    server.kill();

    assertThat(PredictionsOnDisk.in(folder.resolve("home")))
        .as("every accepted prediction, once")
        .containsExactlyInAnyOrderElementsOf(accepted);

    server.start();

    assertThat(Observed.now()).isEqualTo(before);
    send(5_000);
    await("the stage after the canary")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          people.answerWhatWaits("Task_HoldSync");
          send(500);
          return share() == 25.0;
        });
    assertThat(
            server.get("/api/models/" + MODEL, "operations").path("generation").asLong())
        .isGreaterThan(before.generation());
  }

  /** Everything about the rollout that a kill must not change, as people and callers see it. */
  private record Observed(
      String stage,
      double share,
      long generation,
      String stable,
      String candidate,
      List<String> tasks,
      List<String> timers,
      String gates) {

    private static Observed now() {
      var model = server.get("/api/models/" + MODEL, "operations");
      var initiative = server.get("/api/initiatives/" + INITIATIVE, "pm");
      return new Observed(
          model.path("stage").asText(),
          model.path("share").asDouble(),
          model.path("generation").asLong(),
          model.path("stable").asText(),
          model.path("candidate").asText(),
          openTasks(),
          soakTimers(),
          initiative.path("gates").toString());
    }
  }

  private static void completeUntilKilled(
      AtomicInteger number, Set<String> completed, AtomicBoolean going) {
    while (going.get()) {
      try {
        var key = "CROWD-" + number.incrementAndGet();
        new DemoPeople(server, key, answers).propose("One of a crowd");
        for (var step : Map.of("business", 2, "pm", 1).entrySet())
          completeAll(key, step.getKey(), step.getValue(), completed);
      } catch (RuntimeException | AssertionError killed) {
        // Calls that were on their way when the process ended: nobody was told that they succeeded.
      }
    }
  }

  private static void completeAll(String key, String person, int rounds, Set<String> completed) {
    for (int round = 0; round < rounds; round++) {
      for (var task : new DemoPeople(server, key, answers).waitingFor(person)) {
        var id = task.path("id").asText();
        var answer = answers.to(task.path("taskDefinitionKey").asText(), variable -> null);
        if (answer.isPresent()
            && server
                    .tryPost("/engine-rest/task/" + id + "/complete", person, answer.get())
                    .statusCode()
                < 300) completed.add(id);
      }
    }
  }

  private static List<String> openTasks() {
    return stream(server.get("/engine-rest/task?processInstanceBusinessKey=" + INITIATIVE, "admin"))
        .map(task -> task.path("id").asText() + " "
            + task.path("taskDefinitionKey").asText() + " " + task.path("due").asText())
        .sorted()
        .toList();
  }

  private static List<String> soakTimers() {
    var definitions = server
        .get("/engine-rest/job-definition?activityIdIn=Catch_SoakTimeOver", "admin")
        .findValuesAsText("id");
    return server
        .get("/engine-rest/process-instance?businessKey=" + INITIATIVE, "admin")
        .findValuesAsText("id")
        .stream()
        .flatMap(instance -> stream(
            server.get("/engine-rest/job?timers=true&processInstanceId=" + instance, "admin")))
        .filter(job -> definitions.contains(job.path("jobDefinitionId").asText()))
        .map(job -> job.path("id").asText() + " due " + job.path("dueDate").asText())
        .sorted()
        .toList();
  }

  private static boolean hasRoute() {
    return server.get("/api/models", "pm").findValuesAsText("model").contains(MODEL);
  }

  private static double share() {
    return hasRoute() ? server.get("/api/models/" + MODEL, "pm").path("share").asDouble() : -1;
  }

  /**
   * What callers of the model report in a moment, four payments each: right so often, and so many,
   * that one soak is enough to say so.
   */
  private static void send(int count) {
    var ids = new ArrayList<String>();
    var predictions = new ArrayList<String>();
    var outcomes = new ArrayList<String>();
    var versions = new HashMap<Integer, String>();
    IntStream.range(0, count).forEach(i -> {
      var id = UUID.randomUUID().toString();
      var now = Instant.now().toString();
      var suspicious = i % 4 == 0;
      var version = versions.computeIfAbsent(i / 4, caller -> versionFor(id));
      ids.add(id);
      predictions.add(RunningJar.write(Map.of(
          "id",
          id,
          "model",
          MODEL,
          "version",
          version,
          "at",
          now,
          "prediction",
          suspicious == (i % 100 != 0) ? "suspicious" : "fine",
          "score",
          suspicious ? 0.9 : 0.1,
          "latencyMs",
          20 + i % 10,
          "cost",
          0.0004,
          "features",
          Map.of("amount", 10 + i % 17, "night", i % 2),
          "groups",
          Map.of("region", i / 4 % 2 == 0 ? "north" : "south"))));
      outcomes.add(RunningJar.write(
          Map.of("id", id, "actual", suspicious ? "suspicious" : "fine", "at", now)));
    });
    assertThat(
            server.postLines("/api/predictions", predictions).path("accepted").asInt())
        .isEqualTo(count);
    accepted.addAll(ids);
    server.postLines("/api/outcomes", outcomes);
  }

  private static String versionFor(String caller) {
    return server
        .post(
            "/ofrep/v1/evaluate/flags/" + MODEL,
            null,
            Map.of("context", Map.of("targetingKey", caller)))
        .path("value")
        .asText("v1");
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
