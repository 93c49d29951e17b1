package io.pilotage.bench;

import io.pilotage.engine.Processes;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * From the cause to the changed OFREP answer: by a call, by an alert, and in the plain way, where
 * each rollout has a timer and a query of its own. What is measured on has its real process; the
 * other live rollouts are rows, see {@link LiveRollouts}.
 */
class RollbackBench extends Served {

  private static final int SAMPLES = 20;
  /**
   * The error of each measurement; asking without a pause would take the processor from what is
   * measured.
   */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);
  private static final Duration PLAIN_PATIENCE = Duration.ofSeconds(60);

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Processes processes;

  @Autowired
  private JdbcTemplate jdbc;

  @Autowired
  private RuntimeService runtime;

  @Autowired
  private RepositoryService repository;

  private final Figures figures = new Figures("rollback");
  private final Map<Integer, Double> alertTail = new HashMap<>();
  private int measured;

  @Test
  void measure() throws Exception {
    try (var live = new LiveRollouts(jdbc, "live")) {
      measure(live, sizes("100,1000,10000"));
    }
    figures.keep();
  }

  private void measure(LiveRollouts live, List<Integer> sizes) throws Exception {
    rollOut(sizes.size() * SAMPLES * 2);
    movingBack(2, new ArrayList<>(), new ArrayList<>());
    for (int size : sizes) {
      live.upTo(size);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(() -> evaluate(live.model(size - 1), "caller").contains("\"share\""));
      ours(size);
    }
    figures.ratio(
        "alert → changed answer, p99, " + last(sizes) + " live rollouts to " + sizes.get(0),
        alertTail.get(last(sizes)) / alertTail.get(sizes.get(0)),
        "at most 2");
    deployPlainWay();
    int running = 0;
    for (int size : sizes) {
      plain(live, running, size);
      running = size;
    }
    repository.suspendProcessDefinitionByKey("plain-rollout", true, null);
  }

  private static int last(List<Integer> sizes) {
    return sizes.get(sizes.size() - 1);
  }

  private void rollOut(int many) {
    for (int i = 0; i < many + 4; i++) {
      var key = "CASE-" + i;
      initiatives.register("Case " + i, key, "pm");
      initiatives.classify(key, RiskTier.LIMITED);
      initiatives.nameModel(key, model(i));
      models.adopt(model(i), "v1", key, "s3://v1", "engineering");
      routes.open(model(i), key, "v1", "rules", "engineering");
      models.register(model(i), "v2", key, "s3://v2", "data-science");
      models.approve(model(i), "v2", "engineering");
      processes.start("roll-out-model", key, Map.of());
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(5))
        .until(() ->
            IntStream.range(0, many + 4).allMatch(i -> routes.get(model(i)).share() == 500));
    figures.add("rollouts with their process, besides", many, "");
  }

  private void ours(int size) throws Exception {
    var byCall = new ArrayList<Double>();
    var byAlert = new ArrayList<Double>();
    movingBack(SAMPLES, byCall, byAlert);
    figures.add("rollback call → changed answer, " + size + " live rollouts", byCall, "ms");
    alertTail.put(
        size, figures.add("alert → changed answer, " + size + " live rollouts", byAlert, "ms"));
  }

  private void movingBack(int samples, List<Double> byCall, List<Double> byAlert) throws Exception {
    for (int i = 0; i < samples; i++) {
      var called = model(measured++);
      byCall.add(untilChanged(
          called,
          () -> send(
              "/api/models/" + called + "/rollback",
              "application/json",
              "{\"to\":\"previous-stage\",\"reason\":\"Bench\"}",
              "operations")));
      var alerted = model(measured++);
      byAlert.add(untilChanged(
          alerted,
          () -> send(
              "/api/alerts",
              "application/json",
              "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Bench\",\"model\":\""
                  + alerted + "\"},\"startsAt\":\"" + Instant.now() + "\",\"fingerprint\":\""
                  + UUID.randomUUID() + "\"}]}",
              null)));
    }
  }

  private double untilChanged(String model, Callable<String> cause) throws Exception {
    var before = evaluate(model, "caller");
    var started = System.nanoTime();
    var changed = CompletableFuture.supplyAsync(() -> {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(LOOK_AGAIN)
          .atMost(Duration.ofMinutes(1))
          .until(() -> !evaluate(model, "caller").equals(before));
      return millis(started);
    });
    cause.call();
    return changed.get();
  }

  private void deployPlainWay() {
    repository
        .createDeployment()
        .addModelInstance(
            "plain-rollout.bpmn",
            Bpmn.createExecutableProcess("plain-rollout")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .intermediateCatchEvent("Due")
                .timerWithDuration(PLAIN_INTERVAL.toString())
                .serviceTask("Look")
                .camundaDelegateExpression("${plainLook}")
                .exclusiveGateway("Broken")
                .condition("No", "${!breach}")
                .connectTo("Due")
                .moveToNode("Broken")
                .condition("Yes", "${breach}")
                .endEvent()
                .done())
        .deploy();
  }

  /**
   * Breaks some models at once and waits for their traffic; who is not back in time counts with
   * that time.
   */
  private void plain(LiveRollouts live, int running, int size) {
    IntStream.range(running, size)
        .forEach(i ->
            runtime.startProcessInstanceByKey("plain-rollout", Map.of("model", live.model(i))));
    var broken = IntStream.range(size - SAMPLES, size)
        .mapToObj(live::model)
        .collect(Collectors.toCollection(ArrayList::new));
    var until = System.nanoTime() + PLAIN_INTERVAL.toNanos();
    Awaitility.await()
        .atMost(PLAIN_INTERVAL.multipliedBy(2))
        .until(() -> System.nanoTime() > until);
    send(
        "/api/predictions",
        "application/x-ndjson",
        broken.stream().map(RollbackBench::failures).collect(Collectors.joining("\n")),
        null);
    var started = System.nanoTime();
    var took = new ArrayList<Double>();
    while (!broken.isEmpty() && millis(started) < PLAIN_PATIENCE.toMillis()) {
      if (broken.removeIf(model -> !evaluate(model, "caller").contains("\"share\":5")))
        while (took.size() + broken.size() < SAMPLES) took.add(millis(started));
    }
    var missed = broken.size();
    while (took.size() < SAMPLES) took.add((double) PLAIN_PATIENCE.toMillis());
    var tail = figures.add(
        "the plain way, a look every " + PLAIN_INTERVAL.toSeconds()
            + " s: breach → changed answer, " + size + " live rollouts",
        took,
        "ms");
    if (missed > 0)
      figures.add(
          "… of which not back within " + PLAIN_PATIENCE.toSeconds() + " s", missed, "models");
    figures.ratio(
        "the plain way to alert → changed answer, p99, " + size + " live rollouts",
        tail / alertTail.get(size),
        "at least 20");
  }

  private static String failures(String model) {
    var now = Instant.now();
    return IntStream.range(0, 40)
        .mapToObj(i -> "{\"id\":\"" + model + "-" + i + "\",\"model\":\"" + model
            + "\",\"version\":\"v2\",\"at\":\"" + now + "\",\"error\":true}")
        .collect(Collectors.joining("\n"));
  }

  private static String model(int number) {
    return "case-" + number;
  }
}
