package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.registry.Models;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class PredictionsApiTest extends WebTest {

  @Autowired
  private Models models;

  @Autowired
  private Monitoring monitoring;

  @Autowired
  private PredictionLog log;

  private final String model = "m-" + UUID.randomUUID();
  private Instant now;

  @BeforeEach
  void register() {
    models.adopt(model, "v1", null, "file:model", "pm");
    now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Test
  @DisplayName(
      "R85 good lines are kept and counted, bad ones come back by number with the field and a sentence")
  void mixed() {
    var answer = anonymously()
        .postLines(
            "/api/predictions",
            line(
                "a",
                "\"prediction\":\"UP\",\"score\":0.8,\"features\":{\"x\":1,\"y\":\"b\"},"
                    + "\"groups\":{\"g\":\"h\"},\"latencyMs\":12,\"cost\":0.1,\"cached\":false,\"new\":[1]"),
            "",
            "{\"id\":",
            line("b", "\"prediction\":\"UP\",\"latencyMs\":-1"),
            line("c", "\"prediction\":3"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("rejected")).hasSize(2);
    assertThat(answer.at("/rejected/0/line")).isEqualTo("3");
    assertThat(answer.at("/rejected/1/line")).isEqualTo("4");
    assertThat(answer.at("/rejected/1/field")).isEqualTo("latencyMs");
    assertThat(answer.at("/rejected/1/detail")).isEqualTo("This cannot be negative.");
    assertThat(read(Signal.ERROR_RATE).n()).isEqualTo(2);
    assertThat(log.sample(model, "v1", 10, now.minusSeconds(60), now.plusSeconds(60)))
        .filteredOn(sample -> sample.id().equals(model + "a"))
        .singleElement()
        .satisfies(sample -> {
          assertThat(sample.features()).containsEntry("x", 1).containsEntry("y", "b");
          assertThat(sample.prediction()).isEqualTo("UP");
          assertThat(sample.at()).isEqualTo(now);
        });
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("What is no measurement is refused by name")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '§',
      value = {
        "NaN number;\"prediction\":NaN;prediction",
        "NaN text;\"prediction\":\"NaN\";prediction",
        "infinite;\"prediction\":1,\"score\":Infinity;score",
        "too large a number;\"prediction\":1e999;prediction",
        "no prediction;\"cost\":1;prediction",
        "null prediction;\"prediction\":null;prediction",
        "infinity in other words;\"prediction\":\" -inf\";prediction",
        "list prediction;\"prediction\":[1];prediction",
        "empty prediction;\"prediction\":\" \";prediction",
        "NaN latency;\"prediction\":1,\"latencyMs\":NaN;latencyMs",
        "text latency;\"prediction\":1,\"latencyMs\":\"12\";latencyMs",
        "negative cost;\"prediction\":1,\"cost\":-0.5;cost",
        "feature list;\"prediction\":1,\"features\":[1];features",
        "feature nested;\"prediction\":1,\"features\":{\"a\":{}};features.a",
        "feature NaN;\"prediction\":1,\"features\":{\"a\":NaN};features.a",
        "group number;\"prediction\":1,\"groups\":{\"g\":1};groups.g",
        "cached text;\"prediction\":1,\"cached\":\"yes\";cached",
        "error number;\"prediction\":1,\"error\":5;error",
        "twice the same member;\"prediction\":1,\"prediction\":2;prediction",
        "rubbish after it;\"prediction\":1} {;line"
      })
  void refused(String what, String rest, String field) {
    var answer = anonymously().postLines("/api/predictions", line("a", rest));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.at("/rejected/0/field")).as(answer.text()).isEqualTo(field);
    assertThat(answer.at("/rejected/0/line")).isEqualTo("1");
    assertThat(answer.text()).doesNotContain("Exception").doesNotContain("at io.pilotage");
    assertThat(read(Signal.ERROR_RATE).n()).isZero();
  }

  @Test
  @DisplayName(
      "Times in the future, too old, without zone or missing are refused; a model nobody registered too")
  void timesAndModels() {
    var answer = anonymously()
        .postLines(
            "/api/predictions",
            lineAt("a", now.plus(Duration.ofMinutes(6)).toString()),
            lineAt("b", now.minus(Duration.ofDays(401)).toString()),
            lineAt("c", "2026-11-21T08:00:00"),
            lineAt("d", "yesterday"),
            "{\"id\":\"e\",\"model\":\"" + model + "\",\"version\":\"v1\",\"prediction\":1}",
            lineAt("f", now.toString()).replace(model, "nobody"),
            lineAt("g", now.plus(Duration.ofMinutes(4)).toString()));

    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(answer.json().path("rejected").findValuesAsText("field"))
        .containsExactly("at", "at", "at", "at", "at", "model");
    assertThat(answer.at("/rejected/0/detail")).contains("future");
    assertThat(answer.at("/rejected/1/detail")).contains("400 days");
  }

  @Test
  @DisplayName("R53 a version nobody approved is logged all the same and reported as unauthorised")
  void unauthorised() {
    var answer = anonymously()
        .postLines(
            "/api/predictions", line("a", "\"prediction\":1").replace("\"v1\"", "\"rogue\""));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(models.unauthorised(model))
        .singleElement()
        .satisfies(found -> assertThat(found.version()).isEqualTo("rogue"));
  }

  @Test
  @DisplayName("R70 outcomes may come first and twice, and count once")
  void outcomes() {
    assertThat(anonymously().postLines("/api/outcomes", outcome("a", "\"UP\"")).at("accepted"))
        .isEqualTo("1");
    assertThat(anonymously()
            .postLines(
                "/api/predictions",
                line("a", "\"prediction\":\"UP\""),
                line("b", "\"prediction\":\"UP\""),
                line("a", "\"prediction\":\"UP\""))
            .at("accepted"))
        .isEqualTo("3");
    var late = anonymously()
        .postLines(
            "/api/outcomes",
            outcome("b", "\"DOWN\""),
            outcome("b", "\"DOWN\""),
            outcome("c", "NaN"),
            outcome("d", "null"));

    assertThat(late.at("accepted")).isEqualTo("2");
    assertThat(late.json().path("rejected").findValuesAsText("field"))
        .containsExactly("actual", "actual");
    assertThat(read(Signal.ACCURACY))
        .extracting(Reading::value, Reading::n)
        .containsExactly(0.5, 2L);
    assertThat(read(Signal.ERROR_RATE).n()).isEqualTo(2);
  }

  @Test
  @DisplayName("R70 an outcome names its model where two models number their requests alike")
  void outcomesOfTwoModels() {
    var other = "n-" + UUID.randomUUID();
    models.adopt(other, "v1", null, "file:model", "pm");
    anonymously()
        .postLines(
            "/api/predictions",
            line("a", "\"prediction\":1"),
            line("a", "\"prediction\":2").replace("\"model\":\"" + model, "\"model\":\"" + other),
            line("b", "\"prediction\":1"));

    var answer = anonymously()
        .postLines(
            "/api/outcomes",
            outcome("z", "null"),
            outcome("a", "1"),
            outcome("b", "1"),
            outcome("a", "1,\"model\":\"" + model + "\""));

    assertThat(answer.at("accepted")).as(answer.text()).isEqualTo("2");
    assertThat(answer.json().path("rejected").findValuesAsText("line")).containsExactly("1", "2");
    assertThat(answer.at("/rejected/1/field")).isEqualTo("model");
    assertThat(answer.at("/rejected/1/detail"))
        .isEqualTo("This is missing: more than one model has a prediction of this id, among them “"
            + model + "” and “" + other + "”, so the line has to say which one it is about.");
    assertThat(read(Signal.ACCURACY).n()).isEqualTo(2);
    assertThat(anonymously().postLines("/api/outcomes", outcome("a", "1")).status())
        .isEqualTo(422);
  }

  @Test
  @DisplayName(
      "Wrong content type, an empty body and too much of it: a clear 4xx and nothing stored")
  void wholeRequests() {
    assertThat(anonymously().post("/api/predictions", "application/xml", "<a/>").status())
        .isEqualTo(415);
    assertThat(anonymously()
            .post("/api/predictions", "application/x-ndjson", "\n\n")
            .status())
        .isEqualTo(422);
    var padding = "\"prediction\":1,\"unknown\":\"" + "x".repeat(50_000) + "\"";
    var much = IntStream.range(0, 230)
        .mapToObj(i -> line("p" + i, padding))
        .collect(Collectors.joining("\n"));
    var answer = anonymously().post("/api/predictions", "application/x-ndjson", much);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.at("detail")).contains("10 MB");
    assertThat(read(Signal.ERROR_RATE).n()).isZero();
  }

  @Test
  @DisplayName("A thousand lines with two bad ones, sent with Windows line ends")
  void thousand() {
    var lines = IntStream.range(0, 1000)
        .mapToObj(
            i -> line("t" + i, i == 7 || i == 999 ? "\"prediction\":" : "\"prediction\":" + i))
        .collect(Collectors.joining("\r\n"));
    var answer =
        anonymously().post("/api/predictions", "application/x-ndjson; charset=utf-8", lines);

    assertThat(answer.at("accepted")).isEqualTo("998");
    assertThat(answer.json().path("rejected").findValuesAsText("line"))
        .containsExactly("8", "1000");
  }

  private Reading read(Signal signal) {
    return monitoring.read(signal, List.of(window())).get(0);
  }

  private Window window() {
    return new Window(
        model, "v1", now.minus(Duration.ofHours(1)), now.plus(Duration.ofMinutes(10)));
  }

  private String line(String id, String rest) {
    return "{\"id\":\"" + model + id + "\",\"model\":\"" + model + "\",\"version\":\"v1\",\"at\":\""
        + now + "\"," + rest + "}";
  }

  private String lineAt(String id, String at) {
    return "{\"id\":\"" + model + id + "\",\"model\":\"" + model + "\",\"version\":\"v1\",\"at\":\""
        + at + "\",\"prediction\":1}";
  }

  private String outcome(String id, String actual) {
    return "{\"id\":\"" + model + id + "\",\"actual\":" + actual + ",\"at\":\"" + now + "\"}";
  }
}
