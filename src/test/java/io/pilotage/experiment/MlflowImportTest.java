package io.pilotage.experiment;

import static com.github.tomakehurst.wiremock.client.WireMock.*;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("R40 R41 experiments are read from MLflow")
class MlflowImportTest extends WebTest {

  private static final String SEARCH = "/api/2.0/mlflow/runs/search";

  @RegisterExtension
  static final WireMockExtension MLFLOW = WireMockExtension.newInstance()
      .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
      .build();

  @Autowired
  Initiatives initiatives;

  @Autowired
  Experiments experiments;

  @Autowired
  ExperimentNews news;

  @Autowired
  Concepts concepts;

  @Autowired
  MlflowTable table;

  @Autowired
  Notices notices;

  @Autowired
  TransactionTemplate transaction;

  private String key;
  private MlflowImport mlflow;

  @BeforeEach
  void track() {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
    mlflow = reading(Map.of(key, "complaints/poc"), null);
    MLFLOW.stubFor(get(urlPathEqualTo("/api/2.0/mlflow/experiments/get-by-name"))
        .atPriority(9)
        .willReturn(jsonResponse(
            "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"Could not find experiment\"}",
            404)));
    MLFLOW.stubFor(get(urlPathEqualTo("/api/2.0/mlflow/experiments/get-by-name"))
        .withQueryParam("experiment_name", equalTo("complaints/poc"))
        .willReturn(okJson("{\"experiment\":{\"experiment_id\":\"42\",\"name\":\"complaints/poc\","
            + "\"lifecycle_stage\":\"active\"}}")));
  }

  @Test
  @DisplayName(
      "every finished run becomes a record once, page after page, with its metrics where they belong")
  void takesEveryRunOnce() {
    MLFLOW.stubFor(post(SEARCH)
        .withRequestBody(notMatching(".*page_token.*"))
        .willReturn(page(
            "more/2==",
            run(
                "r3",
                "Boosted trees",
                300,
                "\"accuracy\":0.91,\"precision\":0.8,\"recall\":0.7,\"latency_ms\":12.5,\"cost\":40,"
                    + "\"business_impact\":40000,\"loss\":0.2",
                ""),
            run("r2", "Trees", 200, "\"accuracy\":0.85,\"cost\":10", ""))));
    MLFLOW.stubFor(post(SEARCH)
        .withRequestBody(matchingJsonPath("$.page_token", equalTo("more/2==")))
        .willReturn(page(
            "",
            run(
                "r1",
                "Rule on length",
                100,
                "\"accuracy\":0.7,\"cost\":0",
                "{\"key\":\"pilotage.complexity\",\"value\":\"baseline\"},"
                    + "{\"key\":\"mlflow.note.content\",\"value\":\"Long letters are "
                    + "complaints\\nsecond line\"}"))));

    mlflow.look();
    mlflow.look();

    var log = experiments.of(key);
    assertThat(log)
        .extracting(Experiment::hypothesis)
        .containsExactly("Long letters are complaints", "Trees", "Boosted trees");
    assertThat(log)
        .extracting(Experiment::complexity)
        .containsExactly(Complexity.BASELINE, Complexity.CANDIDATE, Complexity.CANDIDATE);
    assertThat(log.get(2).figures()).isEqualTo(new Figures(0.91, 0.8, 0.7, 12.5, 40, 40_000.0));
    assertThat(log.get(2).recordedBy()).isEqualTo("mlflow");
    assertThat(log.get(2).recordedAt()).isEqualTo(Instant.parse("2026-11-20T00:05:00Z"));
    assertThat(experiments.look(key).orElseThrow().sentences()).isEmpty();
    assertThat(experiments.look(key).orElseThrow().readAt()).isNotNull();
    MLFLOW.verify(
        2,
        postRequestedFor(urlEqualTo(SEARCH))
            .withRequestBody(notMatching(".*page_token.*"))
            .withRequestBody(matchingJsonPath("$.experiment_ids[0]", equalTo("42")))
            .withRequestBody(matchingJsonPath("$.filter", containing("FINISHED")))
            .withHeader("Authorization", equalTo("Bearer secret-token")));
    // The second look ends at the first page: everything on it is known.
    MLFLOW.verify(
        1, postRequestedFor(urlEqualTo(SEARCH)).withRequestBody(matchingJsonPath("$.page_token")));
  }

  @Test
  @DisplayName(
      "a run without the metrics it needs, or with NaN, is no record and says why; mended, it becomes one")
  void tellsWhatCannotBeTaken() {
    record();
    MLFLOW.stubFor(post(SEARCH)
        .willReturn(page(
            "",
            run("a-" + key, "No accuracy", 100, "\"cost\":1", ""),
            run("b-" + key, "Text NaN", 110, "\"accuracy\":\"NaN\",\"cost\":1", ""),
            run("c-" + key, "Bare NaN", 120, "\"accuracy\":NaN,\"cost\":1", ""),
            run("d-" + key, "Infinite", 130, "\"accuracy\":0.9,\"cost\":Infinity", ""),
            run("e-" + key, "In percent", 140, "\"accuracy\":93.1,\"cost\":1", ""),
            run("f-" + key, "No cost", 150, "\"accuracy\":0.9", ""),
            run("g-" + key, "Negative cost", 160, "\"accuracy\":0.9,\"cost\":-5", ""),
            run("h-" + key, "Fine", 170, "\"accuracy\":0.9,\"cost\":5", ""))));

    mlflow.look();
    mlflow.look();

    assertThat(experiments.of(key))
        .extracting(Experiment::hypothesis)
        .containsExactly("A rule", "Fine");
    assertThat(experiments.look(key).orElseThrow().refused().stream()
            .collect(Collectors.toMap(MlflowLook.Refused::name, MlflowLook.Refused::problem)))
        .hasSize(7)
        .hasEntrySatisfying(
            "No accuracy",
            said -> assertThat(said)
                .contains("no metric “accuracy”", "Log it", "mlflow.metrics.accuracy"))
        .hasEntrySatisfying(
            "Text NaN", said -> assertThat(said).contains("“accuracy” is no number"))
        .hasEntrySatisfying("Bare NaN", said -> assertThat(said).contains("no number"))
        .hasEntrySatisfying("Infinite", said -> assertThat(said).contains("“cost” is no number"))
        .hasEntrySatisfying(
            "In percent", said -> assertThat(said).contains("between 0 and 100 percent"))
        .hasEntrySatisfying("No cost", said -> assertThat(said).contains("missing-cost"))
        .hasEntrySatisfying(
            "Negative cost", said -> assertThat(said).contains("cannot be negative"));
    assertThat(news.items(key, Instant.now().plusSeconds(60)))
        .hasSize(4)
        .last()
        .asString()
        .contains("4 more runs");

    MLFLOW.stubFor(post(SEARCH)
        .willReturn(
            page("", run("a-" + key, "No accuracy", 100, "\"accuracy\":0.8,\"cost\":1", ""))));
    mlflow.look();
    reading(Map.of(key, "complaints/poc"), 0.0).look();

    assertThat(experiments.of(key))
        .extracting(Experiment::hypothesis)
        .containsExactly("A rule", "Fine", "No accuracy");
    assertThat(experiments.look(key).orElseThrow().refused()).hasSize(6);
  }

  @Test
  @DisplayName("R40 candidates wait for a baseline")
  void waitsForTheBaseline() {
    MLFLOW.stubFor(post(SEARCH)
        .willReturn(page("", run("t-" + key, "Trees", 100, "\"accuracy\":0.9,\"cost\":1", ""))));
    mlflow.look();
    assertThat(experiments.of(key)).isEmpty();
    assertThat(experiments.look(key).orElseThrow().sentences())
        .singleElement()
        .asString()
        .contains("“Trees”", "no baseline yet");

    record();
    mlflow.look();

    assertThat(experiments.of(key))
        .extracting(Experiment::hypothesis)
        .containsExactly("A rule", "Trees");
    assertThat(experiments.look(key).orElseThrow().sentences()).isEmpty();
  }

  @Test
  @DisplayName(
      "an experiment that nobody named in the configuration may be missing: its absence is no trouble, "
          + "and an earlier one is forgotten")
  void asksByTheKeyOfTheInitiative() {
    mlflow.look();
    reading(Map.of(key, "complaints/none"), null).look();
    assertThat(experiments.look(key).orElseThrow().sentences())
        .singleElement()
        .asString()
        .contains("no experiment “complaints/none”");
    concepts.open(key, 1_000);

    reading(Map.of(), null).look();

    assertThat(experiments.look(key)).isEmpty();
  }

  @Test
  @DisplayName(
      "MLflow that cannot be read is told once where people look, keeps what is there, and is read again by itself")
  void tellsTrouble() {
    record();
    for (var trouble : troubles().entrySet()) {
      MLFLOW.stubFor(post(SEARCH).willReturn(trouble.getValue()));
      var node = trouble.getKey().equals("timed out")
          ? reading(Map.of(key, "complaints/poc"), null, Duration.ofSeconds(1))
          : mlflow;
      node.look();
      node.look();
      assertThat(experiments.look(key).orElseThrow().sentences())
          .as(trouble.getKey())
          .singleElement()
          .asString()
          .contains("Experiments cannot be read since", trouble.getKey())
          .doesNotContain("secret-token", "Exception");
      assertThat(experiments.of(key)).hasSize(1);
    }
    assertThat(notices.of(key))
        .extracting(Notice::subject)
        .containsOnlyOnce("Experiments cannot be read from MLflow");
    assertThat(news.items(key, Instant.now().plusSeconds(60)))
        .singleElement()
        .asString()
        .startsWith("MLflow: Experiments cannot be read");
    assertThat(as("data-science")
            .get("/api/initiatives/" + key + "/experiments/mlflow")
            .at("problem"))
        .isNotBlank();

    MLFLOW.stubFor(post(SEARCH)
        .willReturn(page("", run("k-" + key, "Trees", 100, "\"accuracy\":0.9,\"cost\":1", ""))));
    mlflow.look();

    assertThat(experiments.of(key)).hasSize(2);
    assertThat(experiments.look(key).orElseThrow().problem()).isNull();
  }

  @Test
  void tellsAnExperimentThatDoesNotExist() {
    reading(Map.of(key, "misspelled"), null).look();

    assertThat(experiments.look(key).orElseThrow().sentences())
        .singleElement()
        .asString()
        .contains("no experiment “misspelled”", "Create it there");
    assertThat(as("pm")
            .get("/api/initiatives/"
                + initiatives.register("Another one", null, "pm").key() + "/experiments/mlflow")
            .status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName("a server that is down is asked once, however many initiatives there are")
  void asksADeadServerOnce() {
    var other = initiatives.register("Sort letters faster", null, "pm").key();
    MLFLOW.stubFor(get(urlPathEqualTo("/api/2.0/mlflow/experiments/get-by-name"))
        .atPriority(1)
        .willReturn(aResponse().withStatus(503)));

    reading(Map.of(key, "complaints/poc", other, "letters/poc"), null).look();

    MLFLOW.verify(1, getRequestedFor(urlPathEqualTo("/api/2.0/mlflow/experiments/get-by-name")));
    assertThat(experiments.look(key).orElseThrow().problem())
        .isEqualTo(experiments.look(other).orElseThrow().problem())
        .contains("status 503");
  }

  @Test
  @DisplayName("two nodes that look at the same moment make one record")
  void recordsOnceOnTwoNodes() throws Exception {
    record();
    MLFLOW.stubFor(post(SEARCH)
        .willReturn(page("", run("x-" + key, "Trees", 100, "\"accuracy\":0.9,\"cost\":1", ""))));
    var start = new CyclicBarrier(2);
    var nodes = Executors.newFixedThreadPool(2);
    try {
      var looks = Stream.of(mlflow, reading(Map.of(key, "complaints/poc"), null))
          .map(node -> nodes.submit(() -> {
            start.await(20, TimeUnit.SECONDS);
            node.look();
            return null;
          }))
          .toList();
      for (var look : looks) look.get(60, TimeUnit.SECONDS);
    } finally {
      nodes.shutdownNow();
    }

    assertThat(experiments.of(key)).hasSize(2);
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThatThrownBy(() -> new MlflowRuns(new MlflowProperties(
            URI.create("mlflow.example.com"),
            null,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            10,
            10,
            Map.of(),
            metrics(),
            null)))
        .hasMessageContaining("no address of an MLflow server");
  }

  private static Map<String, ResponseDefinitionBuilder> troubles() {
    return Map.of(
        "does not answer", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        "timed out", okJson("{}").withFixedDelay(3_000),
        "is not MLflow, or is in trouble: status 502",
            aResponse().withStatus(502).withBody("<html>Bad gateway</html>"),
        "is not MLflow, or is in trouble: status 200", ok("<html>Log in</html>"),
        "it says “”", ok(""),
        "lets us not in (401)", aResponse().withStatus(401),
        "(INTERNAL_ERROR)",
            jsonResponse(
                "{\"error_code\":\"INTERNAL_ERROR\",\"message\":\"database is locked\"}", 500),
        "(INVALID_PARAMETER_VALUE): Invalid order_by",
            jsonResponse(
                "{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"Invalid order_by\"}",
                400));
  }

  private MlflowImport reading(Map<String, String> names, Double missingCost) {
    return reading(names, missingCost, Duration.ofSeconds(30));
  }

  private MlflowImport reading(Map<String, String> names, Double missingCost, Duration timeout) {
    var properties = new MlflowProperties(
        URI.create(MLFLOW.baseUrl()),
        "secret-token",
        Duration.ofMinutes(1),
        timeout,
        2,
        10,
        names,
        metrics(),
        missingCost);
    return new MlflowImport(
        new MlflowRuns(properties),
        table,
        properties,
        experiments,
        concepts,
        initiatives,
        notices,
        transaction,
        clock,
        new ThreadPoolTaskScheduler());
  }

  private static MlflowProperties.Metrics metrics() {
    return new MlflowProperties.Metrics(
        "accuracy", "precision", "recall", "latency_ms", "cost", "business_impact");
  }

  private void record() {
    experiments.record(
        key, Complexity.BASELINE, "A rule", new Figures(0.7, null, null, null, 0, null), null);
  }

  private static ResponseDefinitionBuilder page(String next, String... runs) {
    return okJson("{\"runs\":[" + String.join(",", runs) + "]"
        + (next.isEmpty() ? "" : ",\"next_page_token\":\"" + next + "\"") + "}");
  }

  /** A run as MLflow 2 and 3 write it; it ended that many seconds after midnight. */
  private static String run(String id, String name, int endedAt, String metrics, String tags) {
    var end = Instant.parse("2026-11-20T00:00:00Z").plusSeconds(endedAt).toEpochMilli();
    var measured = Stream.of(metrics.split(","))
        .map(metric -> "{\"key\":" + metric.substring(0, metric.lastIndexOf(':')) + ",\"value\":"
            + metric.substring(metric.lastIndexOf(':') + 1) + ",\"timestamp\":" + end
            + ",\"step\":0}")
        .collect(Collectors.joining(","));
    return "{\"info\":{\"run_id\":\"" + id + "\",\"run_uuid\":\"" + id + "\",\"run_name\":\"" + name
        + "\",\"experiment_id\":\"42\",\"user_id\":\"dana\","
        + "\"status\":\"FINISHED\",\"start_time\":" + (end - 5_000) + ",\"end_time\":" + end
        + ",\"artifact_uri\":\"s3://runs/" + id + "\",\"lifecycle_stage\":\"active\"},"
        + "\"data\":{\"metrics\":[" + measured
        + "],\"params\":[{\"key\":\"depth\",\"value\":\"6\"}],\"tags\":[" + tags + "]}}";
  }
}
