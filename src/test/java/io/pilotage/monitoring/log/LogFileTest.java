package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pilotage.monitoring.intake.Answer;
import io.pilotage.monitoring.intake.Micros;
import io.pilotage.monitoring.intake.Outcome;
import io.pilotage.monitoring.intake.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.unit.DataSize;

class LogFileTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("R85 what was accepted is there after a restart")
  void restart() throws Exception {
    var path = folder.resolve("deep/predictions.duckdb").toString();
    var prediction = new Prediction(
        "a",
        "m",
        "v",
        Micros.of(TestLog.NOW),
        new Answer("1", 1.0, "1"),
        null,
        null,
        null,
        new Prediction.Service(null, false, null, null));
    for (int run = 1; run <= 2; run++) {
      try (var file = new LogFile(path, 64);
          var writer = new LogWriter(
              file,
              Clock.fixed(TestLog.NOW, ZoneOffset.UTC),
              Duration.ofDays(400),
              DataSize.ofGigabytes(1))) {
        writer.store(List.of(prediction), List.of()).join();
        try (var connection = file.connect();
            var row = connection
                .createStatement()
                .executeQuery("select count(*), max(seq) from prediction")) {
          row.next();
          assertThat(row.getLong(1)).isEqualTo(run);
          assertThat(row.getLong(2)).isEqualTo(run);
        }
      }
    }
  }

  @Test
  @DisplayName("A log larger than it may be forgets its oldest predictions sooner")
  void size() throws Exception {
    var clock = Clock.fixed(TestLog.NOW, ZoneOffset.UTC);
    try (var file = new LogFile(folder.resolve("large.duckdb").toString(), 64);
        var writer = new LogWriter(file, clock, Duration.ofDays(400), DataSize.ofKilobytes(300))) {
      var predictions = IntStream.range(0, 20_000)
          .mapToObj(i -> new Prediction(
              "id-" + i * 7919L,
              "m",
              "v",
              Micros.of(TestLog.NOW) + i,
              new Answer("label " + i * 31L, 1.0 * i, "label"),
              null,
              "{\"a\":" + i * 17L + "}",
              null,
              new Prediction.Service(1.0 * i, false, null, null)))
          .toList();
      writer
          .store(
              predictions,
              List.of(new Outcome("id-0", new Answer("1", 1.0, "1"), Micros.of(TestLog.NOW))))
          .join();
      writer.forget(TestLog.NOW.minus(Duration.ofDays(1)));
      try (var connection = file.connect();
          var row = connection
              .createStatement()
              .executeQuery(
                  "select count(*), min(number), (select count(*) from outcome) from prediction")) {
        row.next();
        // The writer looks once by itself and once when it is told.
        assertThat(row.getLong(1)).isBetween(16_190L, 18_010L);
        assertThat(row.getDouble(2)).isBetween(1_990.0, 3_810.0);
        assertThat(row.getLong(3)).isZero();
      }
    }
  }

  @Test
  @DisplayName("A file another process holds stops the start-up with a sentence and a way out")
  void locked() throws Exception {
    var path = folder.resolve("held.duckdb");
    new LogFile(path.toString(), 64).close();
    var holder = holding(path);
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("held");
      var refused =
          catchThrowableOfType(PredictionLogUnusable.class, () -> new LogFile(path.toString(), 64));
      assertThat(refused)
          .hasMessageContaining("in use by another process")
          .hasMessageContaining(Long.toString(holder.pid()));
      assertThat(refused.remedy()).contains("pilotage.home").contains("prometheus");
    } finally {
      holder.destroy();
      holder.waitFor();
    }
  }

  @Test
  @DisplayName(
      "A file that is no log stops the start-up with a sentence, told by the failure analyzer")
  void damaged() throws Exception {
    var path =
        Files.writeString(folder.resolve("damaged.duckdb"), "this is not a database ".repeat(1000));

    var refused =
        catchThrowableOfType(PredictionLogUnusable.class, () -> new LogFile(path.toString(), 64));

    assertThat(refused).hasMessageContaining("cannot be opened");
    var analysis = SpringFactoriesLoader.forDefaultResourceLocation()
        .load(
            FailureAnalyzer.class,
            SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {}))
        .stream()
        .filter(PredictionLogUnusableAnalyzer.class::isInstance)
        .findFirst()
        .orElseThrow()
        .analyze(new IllegalStateException(refused));
    assertThat(analysis.getDescription()).contains("damaged.duckdb");
    assertThat(analysis.getAction()).contains("put back a copy");
  }

  private static Process holding(Path path) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            path.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Another process that holds the file. */
  static class Holder {

    public static void main(String[] path) throws Exception {
      var file = new LogFile(path[0], 64);
      System.out.println("held");
      // Until whoever started it ends, or closes the pipe.
      System.in.read();
      file.close();
    }
  }
}
