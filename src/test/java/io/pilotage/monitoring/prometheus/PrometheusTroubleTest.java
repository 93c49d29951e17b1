package io.pilotage.monitoring.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusTroubleTest {

  private static final Instant END = Instant.parse("2026-11-20T12:00:00Z");
  private static final Window WINDOW =
      new Window("churn", "v1", END.minus(Duration.ofMinutes(10)), END);
  private static final String COUNTS = "[1795175700,\"50\"],[1795176000,\"50\"]";

  private FalsePrometheus prometheus;
  private PrometheusSignals signals;

  @BeforeEach
  void start() throws IOException {
    prometheus = new FalsePrometheus();
    signals = PrometheusSignalsTest.signals(
        prometheus.url(), Map.of("accuracy", "VALUE[$step]"), Map.of("accuracy", "COUNT[$step]"));
  }

  @AfterEach
  void stop() {
    prometheus.close();
  }

  @Test
  @DisplayName("Asks by POST form with the step filled in, once for all windows")
  void asks() {
    prometheus.answer("VALUE", series("[1795175700,\"0.8\"],[1795176000,\"1\"]"));
    prometheus.answer("COUNT", series(COUNTS));

    var readings = signals.read(
        Signal.ACCURACY, List.of(WINDOW, new Window("other", "v9", WINDOW.from(), WINDOW.to())));

    assertThat(readings.get(0))
        .isEqualTo(new Reading(Signal.ACCURACY, "churn", "v1", 0.9, 100, END, null));
    assertThat(readings.get(1))
        .isEqualTo(new Reading(Signal.ACCURACY, "other", "v9", Double.NaN, 0, null, null));
    assertThat(prometheus.asked())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("POST /api/v1/query_range query=VALUE")
        .contains("300s")
        .contains("step=300")
        .contains("end=1795176000.000");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName(
      "R64 samples that are NaN, infinite or missing where something was counted make the reading NaN")
  @CsvSource(
      delimiter = ';',
      value = {
        "NaN;[1795175700,\"NaN\"],[1795176000,\"1\"];NaN",
        "missing;[1795176000,\"1\"];NaN",
        "infinite;[1795175700,\"+Inf\"],[1795176000,\"1\"];Infinity"
      })
  void poisoned(String what, String values, double expected) {
    prometheus.answer("VALUE", series(values));
    prometheus.answer("COUNT", series(COUNTS));

    assertThat(read().value()).isEqualTo(Double.valueOf(expected));
  }

  @Test
  @DisplayName("R64 counts that are NaN, zero or infinite are no samples")
  void countless() {
    prometheus.answer("VALUE", series("[1795175700,\"1\"],[1795176000,\"1\"]"));
    prometheus.answer("COUNT", series("[1795175700,\"NaN\"],[1795176000,\"0\"]"));
    assertThat(read()).extracting(Reading::n, Reading::newest).containsExactly(0L, null);

    prometheus.answer("COUNT", series("[1795175700,\"+Inf\"],[1795176000,\"7\"]"));
    assertThat(read().n()).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("R64 an answer that cannot be trusted is a problem in words, never a number")
  @CsvSource(
      delimiter = ';',
      value = {
        "warnings;{\"status\":\"success\",\"warnings\":[\"one store is "
            + "away\"],\"data\":{\"resultType\":\"matrix\",\"result\":[]}};only in part: one store is away",
        "no version;{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
            + "\"result\":[{\"metric\":{\"model\":\"churn\"},\"values\":[]}]}};without the label “version”",
        "twice;{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
            + "\"result\":[{\"metric\":{\"model\":\"c\",\"version\":\"1\"},\"values\":[]},"
            + "{\"metric\":{\"model\":\"c\",\"version\":\"1\",\"pod\":\"b\"},\"values\":[]}]}};more than once",
        "vector;{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}};no series",
        "words;{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
            + "\"result\":[{\"metric\":{\"model\":\"c\",\"version\":\"1\"},\"values\":[[1,\"many\"]]}]}};no number",
        "error;{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"};refuses "
            + "the query (execution): too many samples",
        "html;<html>login</html>;is not Prometheus",
        "empty;;is not Prometheus",
        "cut off;{\"status\":\"succ;is not Prometheus"
      })
  void untrusted(String what, String body, String problem) {
    prometheus.answer("", body == null ? "" : body);

    assertThat(read().problem()).contains(problem);
    assertThat(read()).extracting(Reading::value, Reading::n).containsExactly(Double.NaN, 0L);
    assertThat(signals.tallies(Signal.ACCURACY, List.of(WINDOW))).isEmpty();
  }

  @Test
  @DisplayName("R64 a Prometheus that is down, slow or hangs up is a problem in words")
  void unreachable() {
    prometheus.hangUp();
    assertThat(read().problem()).contains("does not answer");
    prometheus.delay(Duration.ofSeconds(3));
    assertThat(read().problem()).contains("does not answer");

    prometheus.close();
    assertThat(read().problem()).contains("does not answer");
    assertThat(signals.available()).isFalse();
  }

  @Test
  @DisplayName("An unknown signal in the configuration stops the start-up and names the known ones")
  void unknownSignal() {
    assertThatThrownBy(() -> PrometheusSignalsTest.signals(
            URI.create("http://127.0.0.1:1"), Map.of("acuracy", "x"), Map.of()))
        .hasMessageContaining("“acuracy”")
        .hasMessageContaining("error-rate");
  }

  private Reading read() {
    return signals.read(Signal.ACCURACY, List.of(WINDOW)).get(0);
  }

  private static String series(String values) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
        + "\"result\":[{\"metric\":{\"model\":\"churn\",\"version\":\"v1\"},\"values\":["
        + values + "]}]}}";
  }
}
