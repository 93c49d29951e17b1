package io.pilotage.bench;

import io.pilotage.engine.Processes;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import io.pilotage.whole.RunningJar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.MurmurHash3;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** How fast the spine is on this machine: prints a table and keeps it in target/bench/spine.json. No figure fails it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "pilotage.demo.enabled=false")
@ActiveProfiles("demo")
@Import(SpineBench.Bare.class)
class SpineBench {

  private static final int ROLLOUTS = 100;
  private static final int REPEATS = 40;
  private static final int REQUESTS = 6_000;
  private static final int BATCHES = 200;

  @LocalServerPort private int port;
  @Autowired private Initiatives initiatives;
  @Autowired private Models models;
  @Autowired private Routes routes;
  @Autowired private Processes processes;
  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Figures figures = new Figures();

  @DynamicPropertySource
  static void anEmptyHome(DynamicPropertyRegistry settings) {
    var home = Path.of("target", "bench", "home-" + UUID.randomUUID()).toAbsolutePath().toString();
    settings.add("pilotage.home", () -> home);
  }

  /** The least this server can do with such a request: read it, hash the key, write a small JSON. */
  @RestController
  static class Bare {

    @PostMapping("/ofrep/bare")
    Map<String, Object> hash(@RequestBody Map<String, Map<String, String>> request) {
      var key = request.get("context").get("targetingKey").getBytes(StandardCharsets.UTF_8);
      return Map.of("key", "bare", "value", (MurmurHash3.hash32x86(key, 0, key.length, 0) & 1) == 0 ? "v1" : "v2");
    }
  }

  @Test
  void measure() throws Exception {
    readiness();
    rollOutMany();
    movingBack();
    evaluating();
    reporting();
    figures.keep(Path.of("target", "bench", "spine.json"));
  }

  private void readiness() {
    for (int time = 1; time <= 2; time++) {
      var started = System.nanoTime();
      try (var jar = RunningJar.start(folder.resolve("ready"))) {
        figures.add("ready from the jar, " + (time == 1 ? "on an empty folder" : "on its own data"), seconds(started), "s");
      }
    }
  }

  private void rollOutMany() {
    for (int i = 0; i < ROLLOUTS; i++) {
      var key = "BENCH-" + i;
      initiatives.register("Bench " + i, key, "pm");
      initiatives.classify(key, RiskTier.LIMITED);
      initiatives.nameModel(key, model(i));
      models.adopt(model(i), "v1", key, "s3://v1", "engineering");
      routes.open(model(i), key, "v1", "rules", "engineering");
      models.register(model(i), "v2", key, "s3://v2", "data-science");
      models.approve(model(i), "v2", "engineering");
      processes.start("roll-out-model", key, Map.of());
    }
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> IntStream.range(0, ROLLOUTS).allMatch(i -> routes.get(model(i)).share() == 500));
    figures.add("live rollouts", ROLLOUTS, "");
  }

  private void movingBack() throws Exception {
    var byCall = new ArrayList<Double>();
    var byAlert = new ArrayList<Double>();
    for (int i = 0; i < REPEATS; i++) {
      var called = model(i);
      byCall.add(untilChanged(called, () -> send("/api/models/" + called + "/rollback", "application/json", "{\"to\":\"previous-stage\",\"reason\":\"Bench\"}", "operations")));
      var alerted = model(ROLLOUTS - 1 - i);
      byAlert.add(untilChanged(alerted, () -> send("/api/alerts", "application/json", "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"Bench\",\"model\":\""
          + alerted + "\"},\"startsAt\":\"" + Instant.now() + "\",\"fingerprint\":\"" + UUID.randomUUID() + "\"}]}", null)));
    }
    figures.add("rollback call → changed answer", byCall, "ms");
    figures.add("alert → changed answer", byAlert, "ms");
  }

  private double untilChanged(String model, Callable<String> cause) throws Exception {
    var before = evaluate(model, "caller");
    var started = System.nanoTime();
    var changed = CompletableFuture.supplyAsync(() -> {
      while (evaluate(model, "caller").equals(before)) Thread.onSpinWait();
      return millis(started);
    });
    cause.call();
    return changed.get();
  }

  private void evaluating() throws Exception {
    var model = model(ROLLOUTS / 2);
    Callable<String> ofrep = () -> evaluate(model, "caller-" + Thread.currentThread().getId());
    Callable<String> bare = () -> send("/ofrep/bare", "application/json", "{\"context\":{\"targetingKey\":\"caller\"}}", null);
    for (var turn : List.of(bare, ofrep)) one(turn, REQUESTS / 2);
    figures.add("OFREP, one caller", one(ofrep, REQUESTS), "ms");
    figures.add("bare endpoint, one caller", one(bare, REQUESTS), "ms");
    figures.add("OFREP, four callers", four(ofrep), "requests/s");
    figures.add("bare endpoint, four callers", four(bare), "requests/s");
  }

  private static List<Double> one(Callable<String> request, int times) throws Exception {
    var took = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      var started = System.nanoTime();
      request.call();
      took.add(millis(started));
    }
    return took;
  }

  private static double four(Callable<String> request) throws Exception {
    var callers = Executors.newFixedThreadPool(4);
    var started = System.nanoTime();
    var all = IntStream.range(0, 4).<Future<List<Double>>>mapToObj(any -> callers.submit(() -> one(request, REQUESTS / 2))).toList();
    for (var done : all) done.get();
    callers.shutdown();
    return 4 * (REQUESTS / 2) / seconds(started);
  }

  private void reporting() throws Exception {
    var model = model(ROLLOUTS / 2);
    var batches = IntStream.range(0, BATCHES).mapToObj(batch -> lines(model, batch)).toList();
    for (var batch : batches.subList(0, 20)) send("/api/predictions", "application/x-ndjson", batch.replace("\"id\":\"", "\"id\":\"warm-"), null);
    var before = heap();
    var started = System.nanoTime();
    for (var batch : batches) send("/api/predictions", "application/x-ndjson", batch, null);
    figures.add("/api/predictions, batches of 1,000, one caller", BATCHES * 1_000 / seconds(started), "lines/s");
    figures.add("heap before " + BATCHES * 1_000 + " lines", before, "MB");
    figures.add("heap after", heap(), "MB");
    figures.add("DuckDB reading the same lines from a file", duckDb(batches), "lines/s");
  }

  private static String lines(String model, int batch) {
    var now = Instant.now().toString();
    return IntStream.range(0, 1_000).mapToObj(i -> "{\"id\":\"b" + batch + "-" + i + "\",\"model\":\"" + model + "\",\"version\":\"" + (i % 20 == 0 ? "v2" : "v1")
        + "\",\"at\":\"" + now + "\",\"prediction\":\"" + (i % 3 == 0 ? "suspicious" : "fine") + "\",\"score\":0." + (100 + i % 900)
        + ",\"latencyMs\":" + (20 + i % 40) + ",\"cost\":0.0004,\"features\":{\"amount\":" + (10 + i % 200) + ",\"hour\":" + i % 24
        + ",\"country\":\"c" + i % 30 + "\"},\"groups\":{\"region\":\"" + (i % 2 == 0 ? "north" : "south") + "\"}}").reduce((a, b) -> a + "\n" + b).orElseThrow();
  }

  private double duckDb(List<String> batches) throws Exception {
    var file = Files.writeString(folder.resolve("same.ndjson"), String.join("\n", batches));
    try (var duck = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("same.duckdb")); var statement = duck.createStatement()) {
      var started = System.nanoTime();
      statement.execute("create table prediction as select * from read_json('" + file + "', format = 'newline_delimited')");
      return BATCHES * 1_000 / seconds(started);
    }
  }

  private String evaluate(String model, String caller) {
    return send("/ofrep/v1/evaluate/flags/" + model, "application/json", "{\"context\":{\"targetingKey\":\"" + caller + "\"}}", null);
  }

  private String send(String path, String type, String body, String person) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Content-Type", type).POST(BodyPublishers.ofString(body));
    if (person != null) request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8)));
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
      return answer.body();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static String model(int number) {
    return "bench-" + number;
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576.0;
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
