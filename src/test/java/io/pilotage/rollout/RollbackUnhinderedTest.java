package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.WebTest;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.standstill.Standstills;
import io.pilotage.traffic.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A day on which monitoring, the mail server and the router all take calls and never answer, and
 * there is no prediction log.
 */
class RollbackUnhinderedTest extends WebTest {

  private static final ServerSocket HANGING = hanging();
  /** The router is waited for once, for a second; the rest of the bound is for a busy machine. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Notices notices;

  @Autowired
  private Standstills standstills;

  @Autowired
  private DataSource database;

  private String model;

  @DynamicPropertySource
  static void hang(DynamicPropertyRegistry settings) {
    settings.add("pilotage.monitoring.source", () -> "prometheus");
    settings.add(
        "pilotage.monitoring.prometheus.url", () -> "http://127.0.0.1:" + HANGING.getLocalPort());
    settings.add("pilotage.traffic.router", () -> "haproxy");
    settings.add("pilotage.traffic.haproxy.socket", () -> "127.0.0.1:" + HANGING.getLocalPort());
    settings.add("spring.mail.host", () -> "127.0.0.1");
    settings.add("spring.mail.port", () -> String.valueOf(HANGING.getLocalPort()));
  }

  @AfterAll
  static void hangUp() throws IOException {
    HANGING.close();
  }

  @BeforeEach
  void rollOut() {
    var key = initiatives.register("Roll back on a bad day", null, "pm").key();
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout.");
    routes.change(routes.get(model).shiftTo(7_500), "system", "Majority.");
  }

  @Test
  @DisplayName(
      "R65 nothing that hangs holds up an operator's rollback: callers are answered differently, and the "
          + "operator is too")
  void rollsBackAtOnce() {
    assertThat(share()).isEqualTo("75");
    var started = System.nanoTime();

    var back = as("operations")
        .post(
            "/api/models/" + model + "/rollback",
            Map.of("to", "previous-stage", "reason", "Complaints"));

    assertThat(since(started)).isLessThan(BOUND);
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(share()).isEqualTo("25");
    assertThat(back.json().path("tookMillis").isMissingNode())
        .as("not claimed: the router was not seen doing it")
        .isTrue();
    assertThat(routes.confirmed(model)).isFalse();
    assertThat(notices.latest(50))
        .anyMatch(notice -> notice.subject().equals("Traffic of " + model + " was rolled back"));
  }

  @Test
  @DisplayName(
      "R60 a router nobody saw doing it starts no soak, and the page says what keeps the traffic from its route")
  void startsNoSoak() {
    var rollOut = rollOutWithoutRouter("Roll out on a bad day");
    var other = rollOut.getBusinessKey().toLowerCase(Locale.ROOT) + "-model";
    runDueJobs();

    assertThat(routes.get(other))
        .extracting(route -> route.share(), route -> route.confirmed())
        .containsExactly(500, false);
    assertThat(engine.getManagementService().createJobQuery().withException().list())
        .anySatisfy(job -> assertThat(job.getExceptionMessage())
            .contains("The router was not seen giving v2 5 % yet"));
    assertThat(engine
            .getManagementService()
            .createJobQuery()
            .timers()
            .activityId("Catch_SoakTimeOver")
            .count())
        .isZero();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> routes.trouble(other).isPresent());
    var browser = new Browser(this::address);
    browser.login("operations", "demo");
    assertThat(browser.get("/models/" + other).body())
        .contains(
            "The traffic does not follow its route since",
            "Router haproxy does not answer",
            "Look whether HAProxy hangs");
    engine.getRuntimeService().deleteProcessInstance(rollOut.getId(), "test is over");
  }

  @Test
  @DisplayName(
      "R60 however long the router is away, what waits for it gives up nothing, looks more seldom, and is no fault")
  void waitsWithoutEnd() {
    var rollOut = rollOutWithoutRouter("Roll out while an image is pulled");
    runDueJobs();
    var longest = Duration.ZERO;
    for (int look = 0; look < 100; look++) {
      var confirm = confirm(rollOut);
      assertThat(confirm.getRetries()).isPositive();
      longest = Duration.between(clock.instant(), confirm.getDuedate().toInstant());
      clock.passUntil(confirm.getDuedate().toInstant());
      runDueJobs();
    }

    assertThat(confirm(rollOut).getRetries()).isPositive();
    assertThat(longest).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    assertThat(standstills.of(rollOut.getBusinessKey())).isEmpty();
    assertThat(notices.of(rollOut.getBusinessKey()))
        .noneMatch(notice -> notice.subject().contains("is stuck"));
    engine.getRuntimeService().deleteProcessInstance(rollOut.getId(), "test is over");
  }

  private ProcessInstance rollOutWithoutRouter(String title) {
    var key = initiatives.register(title, null, "pm").key();
    var other = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, other);
    models.adopt(other, "v1", key, "s3://v1", "engineering");
    routes.open(other, key, "v1", "rules", "engineering");
    models.register(other, "v2", key, "s3://v2", "data-science");
    models.approve(other, "v2", "engineering");
    return engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
  }

  private Job confirm(ProcessInstance rollOut) {
    return engine
        .getManagementService()
        .createJobQuery()
        .activityId("Task_ConfirmTraffic")
        .list()
        .stream()
        .filter(job -> job.getRootProcessInstanceId().equals(rollOut.getId()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("R65 nor does a day on which others hold every connection of the database")
  void rollsBackWithoutAConnectionOfThePool() throws SQLException {
    var held = new ArrayList<Connection>();
    try {
      for (int i = 0; i < database.unwrap(HikariDataSource.class).getMaximumPoolSize(); i++)
        held.add(database.getConnection());

      var back = as("operations")
          .post(
              "/api/models/" + model + "/rollback",
              Map.of("to", "previous-stage", "reason", "Complaints"));

      assertThat(back.status()).as(back.text()).isEqualTo(200);
      assertThat(share()).isEqualTo("25");
    } finally {
      for (var connection : held) connection.close();
    }
  }

  @Test
  @DisplayName("R63 nor does it hold up an alert")
  void stepsBackAtOnce() {
    var started = System.nanoTime();

    var answer = alert(alert("a-" + model, "warning"));

    assertThat(since(started)).isLessThan(BOUND);
    assertThat(answer.at("/outcomes/stepped-back")).as(answer.text()).isEqualTo("1");
    assertThat(share()).isEqualTo("25");
  }

  @Test
  @DisplayName("R65 a router that hangs is waited for once, not once for each of many rollbacks")
  void waitsOnceForManyRollbacks() {
    var started = System.nanoTime();

    for (int times = 0; times < 10; times++) {
      routes.change(routes.get(model).shiftTo(7_500), "system", "Majority.");
      assertThat(as("operations")
              .post(
                  "/api/models/" + model + "/rollback",
                  Map.of("to", "previous-stage", "reason", "Number " + times))
              .status())
          .isEqualTo(200);
      assertThat(share()).isEqualTo("25");
    }

    assertThat(since(started))
        .as("a second for each of twenty changes")
        .isLessThan(Duration.ofSeconds(20));
  }

  @Test
  @DisplayName("R65 of many who press the button together, one moves the traffic")
  void movesOnceForManyTogether() throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 1; round <= 10; round++) {
        routes.change(routes.get(model).shiftTo(7_500), "system", "Majority.");
        var generation = routes.get(model).generation();
        var reason = "Complaints of day " + round;
        List<Callable<Answer>> calls = Collections.nCopies(
            8,
            () -> as("operations")
                .post(
                    "/api/models/" + model + "/rollback",
                    Map.of("to", "previous-stage", "reason", reason)));
        for (var answer : threads.invokeAll(calls))
          assertThat(answer.get().status()).as(answer.get().text()).isEqualTo(200);

        assertThat(routes.get(model))
            .extracting(route -> route.share(), route -> route.generation())
            .containsExactly(2_500, generation + 1);
        assertThat(rollouts.rollbacks(model)).hasSize(round);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("roll-back-model")
            .variableValueEquals("model", model)
            .count())
        .isEqualTo(10);
  }

  @Test
  @DisplayName(
      "R63 10,000 alerts at once, repeated, resolved and out of order: all are taken, and the candidate "
          + "steps back once")
  void takesTenThousandAlerts() throws Exception {
    var started = System.nanoTime();
    var alerts = new ArrayList<Map<String, Object>>();
    for (int number = 0; number < 2_000; number++) {
      for (int told = 0; told < 5; told++)
        alerts.add(alert("burst-" + number + "-" + model, "warning"));
    }
    Collections.shuffle(alerts, new java.util.Random(4711));
    var threads = Executors.newFixedThreadPool(6);
    var outcomes = new java.util.TreeMap<String, Integer>();
    try {
      List<Callable<Answer>> batches = new ArrayList<>();
      for (int from = 0; from < alerts.size(); from += 500) {
        var batch = alerts.subList(from, from + 500);
        batches.add(
            () -> anonymously().post("/api/alerts", Map.of("version", "4", "alerts", batch)));
      }
      for (var batch : threads.invokeAll(batches)) {
        assertThat(batch.get().status()).as(batch.get().text()).isEqualTo(200);
        batch
            .get()
            .json()
            .get("outcomes")
            .fields()
            .forEachRemaining(outcome ->
                outcomes.merge(outcome.getKey(), outcome.getValue().asInt(), Integer::sum));
      }
    } finally {
      threads.shutdownNow();
    }

    System.out.println("10,000 alerts in " + since(started).toMillis() + " ms: " + outcomes);
    assertThat(outcomes).isEqualTo(Map.of("stepped-back", 1, "late", 1_999, "known", 8_000));
    assertThat(rollouts.rollbacks(model)).hasSize(1);
    assertThat(routes.get(model).share()).isEqualTo(2_500);
  }

  @Test
  @DisplayName("R63 an alert that began after the step back is news, and takes the next step")
  void actsOnWhatBeganAfterwards() {
    alert(alert("first-" + model, "warning"));
    assertThat(alert(alert("second-" + model, "warning")).at("/outcomes/late")).isEqualTo("1");

    var later = new java.util.TreeMap<>(alert("third-" + model, "warning"));
    later.put("startsAt", Instant.now().plusSeconds(1).toString());

    assertThat(alert(later).at("/outcomes/stepped-back")).isEqualTo("1");
    assertThat(routes.get(model).share()).isEqualTo(500);
  }

  @Test
  @DisplayName("R63 a critical alert still leaves the fallback after a step back")
  void fallsBackAfterAStepBack() {
    alert(alert("first-" + model, "warning"));

    assertThat(alert(alert("second-" + model, "critical")).at("/outcomes/fell-back"))
        .isEqualTo("1");
    assertThat(routes.get(model).onFallback()).isTrue();
  }

  private Map<String, Object> alert(String fingerprint, String severity) {
    return Map.of(
        "status",
        "firing",
        "labels",
        Map.of("alertname", "TooSlow", "model", model, "severity", severity),
        "startsAt",
        Instant.now()
            .minusSeconds(60)
            .truncatedTo(java.time.temporal.ChronoUnit.HOURS)
            .toString(),
        "fingerprint",
        fingerprint);
  }

  private Answer alert(Map<String, Object> alert) {
    return anonymously().post("/api/alerts", Map.of("version", "4", "alerts", List.of(alert)));
  }

  private String share() {
    return anonymously()
        .post(
            "/ofrep/v1/evaluate/flags/" + model,
            Map.of("context", Map.of("targetingKey", UUID.randomUUID().toString())))
        .at("/metadata/share");
  }

  private static Duration since(long started) {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private static ServerSocket hanging() {
    try {
      return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
