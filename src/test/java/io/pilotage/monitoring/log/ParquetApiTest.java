package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.monitoring.intake.Answer;
import io.pilotage.registry.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ParquetApiTest extends WebTest {

  @Autowired
  private Models models;

  @TempDir
  private Path folder;

  private final String model = "pq-" + UUID.randomUUID();
  private Instant now;

  @BeforeEach
  void log() {
    models.adopt(model, "v1", null, "file:model", "pm");
    now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    anonymously()
        .postLines(
            "/api/predictions",
            line(
                "a",
                "\"prediction\":\"=1+1\",\"score\":0.5,\"features\":{\"x\":1},\"groups\":{\"g\":\"h\"},"
                    + "\"latencyMs\":12"),
            line("a", "\"prediction\":\"again\""),
            line("b", "\"error\":true"),
            line("old", "\"prediction\":1")
                .replace(now.toString(), now.minusSeconds(7200).toString()));
    anonymously()
        .postLines(
            "/api/outcomes", outcome("a", "first", now), outcome("a", "last", now.plusSeconds(5)));
  }

  @Test
  @DisplayName(
      "R75 the log of a model leaves as Parquet: each prediction once, with its last outcome, texts as they were sent")
  void exports() throws Exception {
    var answer = as("data-science").get(address(now.minusSeconds(60), now.plusSeconds(60)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.apache.parquet");
    assertThat(answer.header("Content-Disposition")).contains(model + ".parquet");
    assertThat(
            rows(
                answer,
                "id, prediction, features, \"groups\", \"latencyMs\", \"error\", actual, \"actualAt\" > \"at\""))
        .containsExactly(
            List.of(
                model + "a", "=1+1", "{\"x\":1}", "{\"g\":\"h\"}", "12.0", "false", "last", "true"),
            List.of(model + "b", "null", "null", "null", "null", "true", "null", "null"));
    assertThat(leftBehind()).isEmpty();
  }

  @Test
  void anEmptyWindowIsAFileWithoutRows() throws Exception {
    assertThat(
            rows(as("operations").get(address(now.minusSeconds(600), now.minusSeconds(500))), "id"))
        .isEmpty();
  }

  @Test
  void refusesWhoMayNotAndWhatCannotBe() {
    assertThat(as("legal").get(address(now.minusSeconds(60), now)).status()).isEqualTo(403);
    assertThat(anonymously().get(address(now.minusSeconds(60), now)).status()).isEqualTo(401);
    assertThat(as("pm").get(address(now, now))).satisfies(answer -> {
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.at("field")).isEqualTo("from");
    });
    assertThat(as("pm")
            .get("/api/models/nobody'--/predictions.parquet?from=" + now.minusSeconds(1) + "&to="
                + now)
            .status())
        .isEqualTo(404);
    assertThat(
            as("pm").get("/api/models/" + model + "/predictions.parquet?from=yesterday&to=" + now))
        .satisfies(answer -> {
          assertThat(answer.status()).isEqualTo(400);
          assertThat(answer.at("field")).isEqualTo("from");
        });
    assertThat(as("pm")
            .get("/api/models/" + model + "/predictions.parquet?to=" + now)
            .at("field"))
        .isEqualTo("from");
  }

  @Test
  void endsNowUnlessToldOtherwise() {
    assertThat(as("pm")
            .get("/api/models/" + model + "/predictions.parquet?from=" + now.minusSeconds(60))
            .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1000000000-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "%2B10000-01-01T00:00:00Z",
        "%2B999999999-12-31T23:59:59Z"
      })
  @DisplayName("A year that nobody means is no fault of ours")
  void refusesYearsNobodyMeans(String time) {
    for (var window : List.of("from=" + time + "&to=" + now, "from=" + now + "&to=" + time)) {
      var answer = as("pm").get("/api/models/" + model + "/predictions.parquet?" + window);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      assertThat(answer.at("detail")).contains("does not fit here");
    }
    assertThat(as("pm")
            .post("/api/freeze", Map.of("reason", "x", "until", time.replace("%2B", "+")))
            .status())
        .isEqualTo(400);
  }

  @Test
  void isDescribed() {
    var described = as("pm")
        .get("/v3/api-docs")
        .json()
        .at("/paths/~1api~1models~1{model}~1predictions.parquet/get");

    assertThat(described.path("summary").asText()).contains("Parquet");
    assertThat(described.at("/responses/200/content").has("application/vnd.apache.parquet"))
        .isTrue();
  }

  private String address(Instant from, Instant to) {
    return "/api/models/" + model + "/predictions.parquet?from=" + from + "&to=" + to;
  }

  private List<List<String>> rows(Answer answer, String columns) throws Exception {
    var file = Files.write(folder.resolve("got.parquet"), answer.bytes());
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        var row =
            statement.executeQuery("select " + columns + " from read_parquet('" + file + "')")) {
      var rows = new ArrayList<List<String>>();
      while (row.next()) {
        var values = new ArrayList<String>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++)
          values.add(String.valueOf(row.getString(i)));
        rows.add(values);
      }
      return rows;
    }
  }

  private static List<Path> leftBehind() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("predictions-.*[.]parquet"))
          .toList();
    }
  }

  private String line(String id, String rest) {
    return "{\"id\":\"" + model + id + "\",\"model\":\"" + model + "\",\"version\":\"v1\",\"at\":\""
        + now + "\"," + rest + "}";
  }

  private String outcome(String id, String actual, Instant at) {
    return "{\"id\":\"" + model + id + "\",\"actual\":\"" + actual + "\",\"at\":\"" + at + "\"}";
  }
}
