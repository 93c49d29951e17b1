package io.pilotage.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pilotage.demo.SampleAnswers;
import io.pilotage.demo.SampleData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One life, over HTTP only: the finished jar, the demo people, a service that asks OFREP and
 * reports predictions.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeLifeIT {

  private static final Random LUCK = new Random(3);
  private static final String INITIATIVE = "LIFE-1";
  private static final String MODEL = "life";
  private static final Duration LONGEST = Duration.ofMinutes(4);

  @TempDir
  private static Path folder;

  private static RunningJar server;
  private static DemoPeople people;

  @BeforeAll
  static void start() {
    var home = folder.resolve("home");
    SampleData.writeInto(home.resolve("datasets"));
    server = RunningJar.start(
        home,
        "--pilotage.rollout.day=1s",
        "--pilotage.rollout.samples=0.05",
        "--pilotage.rollout.next-look=1s",
        "--pilotage.sync.cycle=0 0 9 ? * MON");
    people = new DemoPeople(
        server, INITIATIVE, SampleAnswers.about(MODEL, home.resolve("datasets").toString()));
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
  }

  @Test
  @Order(1)
  @DisplayName("R2 R5 R60 from the start form through six phases into operation, 5, 25, 75, 100 %")
  void livesAWholeLife() {
    people.propose("Fewer payments stopped for nothing");
    var shares = new LinkedHashSet<Double>();
    var phases = new LinkedHashSet<String>();

    await("the initiative operates")
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(250))
        .until(() -> {
          if (people.waiting().contains("Task_DecideAfterStepBack")) {
            throw new AssertionError("It stepped back: "
                + server.get("/api/models/" + MODEL, "operations").path("verdict"));
          }
          people.answerWhatWaits(
              "Task_ReviewModel", "Task_InvestigateIncident", "Task_InvestigateDrift");
          var phase =
              server.get("/api/initiatives/" + INITIATIVE, "pm").path("phase").asText();
          phases.add(phase);
          if (List.of("productionize", "rollout").contains(phase) && hasRoute()) {
            serveASecond();
            if ("rollout".equals(phase)) shares.add(share());
          }
          return "operate".equals(phase);
        });

    assertThat(phases)
        .containsExactly("define", "data", "poc", "productionize", "rollout", "operate");
    assertThat(shares.stream().filter(share -> share > 0)).containsExactly(5.0, 25.0, 75.0, 100.0);
    var model = server.get("/api/models/" + MODEL, "operations");
    assertThat(model.path("stable").asText()).isEqualTo("v2");
    assertThat(model.path("candidate").isNull()).isTrue();
    assertThat(server
            .get("/api/initiatives/" + INITIATIVE, "pm")
            .path("gates")
            .findValuesAsText("phase"))
        .contains("define", "data", "poc", "productionize", "rollout");
  }

  /** The jar runs on a machine in Tokyo that speaks Turkish. */
  @Test
  @Order(2)
  void keepsItsOwnZoneAndLanguage() {
    assertThat(server
            .get("/engine-rest/job?timers=true&processDefinitionKey=ai-lifecycle", "admin")
            .findValuesAsText("dueDate"))
        .isNotEmpty()
        .allMatch(due -> due.endsWith("T09:00:00.000+0000"));
    assertThat(server.get("/api/models/" + MODEL, "operations").findValuesAsText("signal"))
        .isNotEmpty()
        .allMatch(name -> name.matches("[a-z0-9-]+"));
  }

  @Test
  @Order(3)
  @DisplayName(
      "R65 an operator rolls back in operation; the next OFREP answer is the version before")
  void rollsBackInOperation() {
    var answer = server.post(
        "/api/models/" + MODEL + "/rollback",
        "operations",
        Map.of("to", "previous-version", "reason", "Complaints from the shop"));

    assertThat(answer.path("stable").asText()).isEqualTo("v1");
    assertThat(answer.path("tookMillis").isNumber()).isTrue();
    assertThat(versionFor("caller-1")).isEqualTo("v1");
    await("the review waits for operations")
        .atMost(Duration.ofSeconds(20))
        .until(() -> people.waiting().contains("Task_ReviewRollback"));
  }

  private static boolean hasRoute() {
    return server.get("/api/models", "pm").findValuesAsText("model").contains(MODEL);
  }

  private static double share() {
    return server.get("/api/models/" + MODEL, "pm").path("share").asDouble();
  }

  /** Until it is decided what serves, a service uses the default in its own code. */
  private static String versionFor(String caller) {
    return server
        .post(
            "/ofrep/v1/evaluate/flags/" + MODEL,
            null,
            Map.of("context", Map.of("targetingKey", caller)))
        .path("value")
        .asText("v1");
  }

  /**
   * What a service of the organisation does in a while of traffic: ask, predict, report, learn the
   * truth.
   */
  private static void serveASecond() {
    var predictions = new ArrayList<String>();
    var outcomes = new ArrayList<String>();
    // A fixed set of callers would give each version the same callers, and their mistakes, again
    // and again.
    var versions = new HashMap<Integer, String>();
    for (int i = 0; i < 900; i++) {
      var id = UUID.randomUUID().toString();
      var now = Instant.now().toString();
      var right = LUCK.nextInt(50) != 0;
      var suspicious = i % 4 == 0;
      var version = versions.computeIfAbsent(
          i % 150, caller -> versionFor("caller-" + LUCK.nextInt(100_000)));
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
          suspicious == right ? "suspicious" : "fine",
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
    }
    server.postLines("/api/predictions", predictions);
    server.postLines("/api/outcomes", outcomes);
  }
}
