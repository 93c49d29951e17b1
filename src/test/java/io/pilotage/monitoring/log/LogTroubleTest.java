package io.pilotage.monitoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.pilotage.Programs;
import io.pilotage.identity.Reach;
import io.pilotage.identity.ServiceTokens;
import io.pilotage.monitoring.intake.Answer;
import io.pilotage.monitoring.intake.Micros;
import io.pilotage.monitoring.intake.Outcome;
import io.pilotage.monitoring.intake.Prediction;
import io.pilotage.monitoring.intake.Receipt;
import io.pilotage.simulated.StandIn;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * A log that cannot take what it is sent: what the sender hears, what the operator sees, and that
 * nothing is kept by halves.
 */
class LogTroubleTest {

  private static final Clock CLOCK = Clock.fixed(TestLog.NOW, ZoneOffset.UTC);

  @TempDir
  private Path folder;

  /** Spring's own, as the product has it on top of its words. */
  @ControllerAdvice
  static class ProblemDetails extends ResponseEntityExceptionHandler {}

  @Test
  @DisplayName("R85 a batch is kept as a whole or not at all, and the next one ends the trouble")
  void wholeOrNotAtAll() throws Exception {
    try (var log = new TestLog(Map.of())) {
      assertThatThrownBy(() -> log.writer
              .store(predictions(5_000), Arrays.asList((Outcome) null))
              .join())
          .hasCauseInstanceOf(NullPointerException.class);

      assertThat(count(log.file)).isZero();
      assertThat(log.writer.trouble().since()).isEqualTo(TestLog.NOW);

      log.writer.store(predictions(3), List.of()).join();

      assertThat(count(log.file)).isEqualTo(3);
      assertThat(log.writer.trouble()).isNull();
    }
  }

  @Test
  @DisplayName(
      "A log that cannot be written shows in the health with a way out, and its senders are told to come back")
  void health() throws Exception {
    var file = new LogFile(":memory:", 64);
    var log = log(file, Map.of());
    var health = new PredictionLogHealthIndicator(log);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    file.close();
    MockMvcBuilders.standaloneSetup(new PredictionsController(log, Clock.systemUTC()))
        .setControllerAdvice(new ProblemDetails())
        .build()
        .perform(post("/api/outcomes")
            .contentType("application/x-ndjson")
            .content("{\"id\":\"a\",\"actual\":1,\"at\":\"2026-11-20T11:00:00Z\"}"))
        .andExpect(status().isServiceUnavailable())
        .andExpect(header().string("Retry-After", "10"))
        .andExpect(jsonPath("$.detail")
            .value(org.hamcrest.Matchers.containsString("Nothing of this batch is kept")));

    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("problem").toString())
        .contains("stores nothing since 2026-11-20T12:00:00Z");
    assertThat(health.health().getDetails().get("remedy").toString()).contains("Free room");
    log.destroy();
  }

  @Test
  @DisplayName(
      "More than may be on its way is answered with 429 and the time to come back, and nothing is lost")
  void backPressure() throws Exception {
    var file = new LogFile(":memory:", 64);
    var log = log(
        file,
        Map.of(
            "pilotage.monitoring.in-flight", "64KB", "pilotage.monitoring.largest-body", "64KB"));
    var api = MockMvcBuilders.standaloneSetup(new PredictionsController(log, Clock.systemUTC()))
        .build();
    var line = "{\"id\":\"a\",\"actual\":1,\"at\":\"2026-11-20T11:00:00Z\"}";
    var slow = new SlowBody(line);
    var first = CompletableFuture.supplyAsync(() -> take(log, slow));
    slow.entered.await();

    api.perform(post("/api/outcomes").contentType("application/x-ndjson").content(line))
        .andExpect(status().isTooManyRequests())
        .andExpect(header().string("Retry-After", "1"));
    slow.goOn.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS).accepted()).isOne();
    api.perform(post("/api/outcomes").contentType("application/x-ndjson").content(line))
        .andExpect(status().isOk());

    try (var connection = file.connect();
        var row = connection.createStatement().executeQuery("select count(*) from outcome")) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(2);
    }
    log.destroy();
    file.close();
  }

  @Test
  @DisplayName(
      "A disk without room refuses batches by a sentence, loses nothing it accepted, and goes on when "
          + "there is room again")
  void fullDisk() throws Exception {
    var prlimit = Programs.require("prlimit").toString();
    var writer = new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            folder.resolve("full.duckdb").toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try (var told = writer.inputReader();
        var orders = writer.outputWriter()) {
      var control = new Control(told, orders);
      assertThat(control.ask("store")).isEqualTo("stored");

      // No file of the process may grow beyond a few kilobytes now: to DuckDB a write fails as on a
      // full disk.
      limit(prlimit, writer.pid(), "4096:unlimited");
      assertThat(control.ask("store")).startsWith("refused").contains("Could not write file");
      assertThat(control.ask("store")).startsWith("refused");
      assertThat(control.ask("count")).isEqualTo("1000");
      // To tidy up without room is what DuckDB does not forgive.
      assertThat(control.ask("tidy")).isEqualTo("tidied");
      assertThat(control.ask("store")).startsWith("refused");

      limit(prlimit, writer.pid(), "unlimited:unlimited");
      assertThat(control.ask("store")).isEqualTo("stored");
      assertThat(control.ask("count")).isEqualTo("2000");
      assertThat(control.ask("end")).isEqualTo("ended");
      assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      writer.destroyForcibly();
    }
    try (var again = new LogFile(folder.resolve("full.duckdb").toString(), 64)) {
      assertThat(count(again)).isEqualTo(2_000);
    }
  }

  private static void limit(String prlimit, long process, String size) throws Exception {
    var done =
        new ProcessBuilder(prlimit, "--pid", Long.toString(process), "--fsize=" + size).start();
    assertThat(done.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(done.exitValue()).isZero();
  }

  private static PredictionLog log(LogFile file, Map<String, String> settings) {
    var senders = new Senders(
        null,
        StandIn.of(ServiceTokens.class, Map.of("reach", nobodySaysLess -> new Reach(Set.of()))));
    return new PredictionLog(Optional.of(file), TestLog.properties(settings), senders, null, CLOCK);
  }

  private static Receipt take(PredictionLog log, InputStream body) {
    try {
      return log.outcomes(body, 64 * 1024);
    } catch (java.io.IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static List<Prediction> predictions(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> new Prediction(
            "p" + i,
            "m",
            "v",
            Micros.of(TestLog.NOW),
            new Answer("1", 1.0, "1"),
            null,
            "{\"a\":" + i + "}",
            null,
            new Prediction.Service(1.0 * i, false, null, null)))
        .toList();
  }

  private static long count(LogFile file) throws Exception {
    try (var connection = file.connect();
        var row = connection.createStatement().executeQuery("select count(*) from prediction")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A request whose bytes are a while in coming. */
  private static class SlowBody extends ByteArrayInputStream {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    SlowBody(String text) {
      super(text.getBytes(UTF_8));
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      entered.countDown();
      try {
        if (!goOn.await(20, TimeUnit.SECONDS))
          throw new AssertionError("nobody let the body go on");
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return super.read(into, from, length);
    }
  }

  /** Asks the other process and takes its answer, leaving its log lines out. */
  private record Control(BufferedReader told, java.io.Writer orders) {

    String ask(String order) throws Exception {
      orders.write(order + "\n");
      orders.flush();
      for (var line = told.readLine(); line != null; line = told.readLine())
        if (line.startsWith("> ")) return line.substring(2);
      return "the process has ended";
    }
  }

  /**
   * Another process with a log of its own: stores a thousand predictions, or counts them, when it
   * is told to.
   */
  static class Writer {

    public static void main(String[] path) throws Exception {
      try (var file = new LogFile(path[0], 64);
          var writer = new LogWriter(file, CLOCK, Duration.ofDays(400), DataSize.ofGigabytes(1));
          var orders =
              new java.io.BufferedReader(new java.io.InputStreamReader(System.in, UTF_8))) {
        for (var order = orders.readLine();
            order != null && !order.equals("end");
            order = orders.readLine()) {
          System.out.println("> " + obey(order, file, writer));
        }
      }
      System.out.println("> ended");
    }

    private static String obey(String order, LogFile file, LogWriter writer) throws Exception {
      if (order.equals("store")) return store(writer);
      if (order.equals("count")) return Long.toString(count(file));
      writer.forget(TestLog.NOW.minus(Duration.ofDays(1)));
      return "tidied";
    }

    private static String store(LogWriter writer) {
      try {
        writer.store(predictions(1_000), List.of()).join();
        return "stored";
      } catch (RuntimeException refused) {
        return "refused " + writer.trouble().sentence().replace('\n', ' ');
      }
    }
  }
}
