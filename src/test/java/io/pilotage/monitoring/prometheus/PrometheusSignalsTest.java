package io.pilotage.monitoring.prometheus;

import static io.pilotage.verdict.Signal.ACCURACY;
import static io.pilotage.verdict.Signal.COST;
import static io.pilotage.verdict.Signal.ERROR_RATE;
import static io.pilotage.verdict.Signal.LATENCY_P95;
import static io.pilotage.verdict.Signal.THROUGHPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Tally;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real Prometheus. v1 answers 100 predictions a minute, 4 of 5 right; v2 60 of them, all
 * right, and stops two hours before the end.
 */
class PrometheusSignalsTest {

  private static final Instant END = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private static final Instant START = END.minus(Duration.ofHours(6));

  private static PrometheusProcess prometheus;
  private static PrometheusSignals signals;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    prometheus = new PrometheusProcess(
        folder,
        counter("predictions", 100, 60)
            + counter("outcomes", 50, 30)
            + counter("right", 40, 30)
            + counter("failed", 1, 0)
            + counter("milliseconds", 2000, 600));
    var answers =
        "sum by (model, version) (increase(%s_total[$step])) / sum by (model, version) (increase(%s_total[$step]))";
    signals = signals(
        prometheus.url,
        Map.of(
            "accuracy", answers.formatted("right", "outcomes"),
            "error-rate", answers.formatted("failed", "predictions"),
            "latency-p95", answers.formatted("milliseconds", "predictions"),
            "throughput", "sum by (model, version) (rate(predictions_total[$step])) * 60",
            "cost", "sum by (model) (increase(predictions_total[$step]))",
            "fairness", "sum by (model, version) (increase(",
            "cache-hits", "predictions_total"),
        Map.of("accuracy", "sum by (model, version) (increase(outcomes_total[$step]))"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (prometheus != null) prometheus.close();
  }

  @Test
  @DisplayName(
      "R70 reads value, sample count and freshness of all windows with their own start and end")
  void values() {
    var readings = signals.read(
        ACCURACY,
        List.of(window("v1", 3, 0), window("v2", 6, 0), window("v2", 1, 0), window("v3", 3, 0)));

    assertThat(readings).extracting(Reading::problem).containsOnlyNulls();
    assertThat(readings.get(0).value()).isCloseTo(0.8, within(0.001));
    assertThat(readings.get(0).n()).isBetween(8_900L, 9_100L);
    assertThat(readings.get(0).newest()).isEqualTo(END);
    assertThat(readings.get(1).value()).isCloseTo(1.0, within(0.001));
    assertThat(readings.get(1).newest())
        .isBetween(END.minus(Duration.ofMinutes(125)), END.minus(Duration.ofMinutes(110)));
    assertThat(readings.get(2))
        .extracting(Reading::value, Reading::n, Reading::newest)
        .containsExactly(Double.NaN, 0L, null);
    assertThat(readings.get(3)).extracting(Reading::version, Reading::n).containsExactly("v3", 0L);
  }

  @Test
  @DisplayName("R70 reads errors, latency and throughput")
  void otherSignals() {
    assertThat(read(ERROR_RATE, window("v1", 2, 0)).value()).isCloseTo(0.01, within(0.0005));
    assertThat(read(LATENCY_P95, window("v1", 2, 0)).value()).isCloseTo(20, within(0.1));
    assertThat(read(THROUGHPUT, window("v1", 2, 0)).value()).isCloseTo(100, within(1.0));
    assertThat(signals.available()).isTrue();
  }

  @Test
  @DisplayName("Counts right and wrong by the hour")
  void tallies() {
    var tallies = signals.tallies(ACCURACY, List.of(window("v1", 2, 0)));

    assertThat(tallies)
        .extracting(Tally::block)
        .containsExactly(END.minus(Duration.ofHours(2)), END.minus(Duration.ofHours(1)));
    assertThat(tallies).allSatisfy(tally -> {
      assertThat(tally.right()).isBetween(2_390L, 2_410L);
      assertThat(tally.wrong()).isBetween(595L, 605L);
    });
    assertThat(signals.tallies(ERROR_RATE, List.of(window("v1", 1, 0))).get(0).wrong())
        .isBetween(58L, 62L);
  }

  @Test
  @DisplayName(
      "R64 a query without version, one that fails and one that is not set say so and give no number")
  void badQueries() {
    assertThat(read(COST, window("v1", 2, 0)).problem()).contains("without the label “version”");
    assertThat(read(Signal.FAIRNESS, window("v1", 2, 0)).problem())
        .contains("refuses the query (bad_data)");
    assertThat(read(Signal.INPUT_DRIFT, window("v1", 2, 0)).problem())
        .contains("pilotage.monitoring.prometheus.queries.input-drift");
    assertThat(read(COST, window("v1", 2, 0)))
        .extracting(Reading::value, Reading::n)
        .containsExactly(Double.NaN, 0L);
  }

  static PrometheusSignals signals(
      URI url, Map<String, String> queries, Map<String, String> counts) {
    var properties = new PrometheusProperties(
        url,
        Duration.ofSeconds(2),
        Duration.ofMinutes(5),
        "sum by (model, version) (increase(predictions_total[$step]))",
        queries,
        counts);
    return new PrometheusSignals(new PrometheusApi(properties), properties, null);
  }

  private static Reading read(Signal signal, Window window) {
    return signals.read(signal, List.of(window)).get(0);
  }

  private static Window window(String version, int hoursFrom, int hoursTo) {
    return new Window(
        "churn",
        version,
        END.minus(Duration.ofHours(hoursFrom)),
        END.minus(Duration.ofHours(hoursTo)));
  }

  private static String counter(String name, int ofV1, int ofV2) {
    var text = new StringBuilder("# TYPE " + name + " counter\n");
    append(text, name, "v1", ofV1, START, END);
    append(text, name, "v2", ofV2, START, END.minus(Duration.ofHours(2)));
    return text.toString();
  }

  private static void append(
      StringBuilder text, String name, String version, int aMinute, Instant from, Instant to) {
    long total = 0;
    for (var at = from; !at.isAfter(to); at = at.plusSeconds(60), total += aMinute) {
      text.append(name)
          .append("_total{model=\"churn\",version=\"")
          .append(version)
          .append("\"} ")
          .append(total)
          .append(' ')
          .append(at.getEpochSecond())
          .append('\n');
    }
  }
}
