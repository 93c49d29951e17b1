package io.pilotage.bench;

import io.pilotage.registry.Models;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Predictions a second over HTTP, stored before they are answered, beside DuckDB reading the same
 * lines from a file.
 */
class PredictionsBench extends Served {

  private static final int BATCHES = 200;
  private static final int LINES = 1_000;
  private static final int CALLERS = 4;

  @Autowired
  private Models models;

  @TempDir
  private Path folder;

  private final Figures figures = new Figures("predictions");

  @Test
  void measure() throws Exception {
    models.adopt("scored", "v1", null, "s3://v1", "engineering");
    models.register("scored", "v2", null, "s3://v2", "data-science");
    models.approve("scored", "v2", "engineering");
    var batches = IntStream.range(0, BATCHES).mapToObj(PredictionsBench::lines).toList();
    sent(2, batches, "warm-");

    var before = heap();
    figures.add("batches of 1,000 lines, one caller", sent(1, batches, "one-"), "lines/s");
    var four = sent(CALLERS, batches, "four-");
    figures.add("batches of 1,000 lines, four callers", four, "lines/s");
    var tens = IntStream.range(0, BATCHES / 10)
        .mapToObj(i -> String.join("\n", batches.subList(i * 10, i * 10 + 10)))
        .toList();
    var large = sent(CALLERS, tens, "large-");
    figures.add("batches of 10,000 lines, four callers", large, "lines/s");
    var minute = aMinute(tens, 10 * LINES);
    figures.add("batches of 10,000 lines, four callers, for a minute", minute, "lines/s");
    figures.add(
        "heap before, of " + Runtime.getRuntime().maxMemory() / 1_048_576 + " MB", before, "MB");
    figures.add("heap after", heap(), "MB");
    var duckDb = duckDb(batches);
    figures.add("DuckDB reading the same lines from a file", duckDb, "lines/s");
    figures.ratio(
        "the best of them to DuckDB alone",
        Math.max(Math.max(four, large), minute) / duckDb,
        "at least 0.33, or 100,000 lines/s");
    figures.keep();
  }

  private double sent(int callers, List<String> batches, String prefix) throws Exception {
    var waiting = new ConcurrentLinkedQueue<>(batches.stream()
        .map(batch -> batch.replace("{\"id\":\"", "{\"id\":\"" + prefix))
        .toList());
    var started = System.nanoTime();
    together(
        callers,
        () -> {
          var batch = waiting.poll();
          return batch == null ? "" : send("/api/predictions", "application/x-ndjson", batch, null);
        },
        (batches.size() + callers - 1) / callers + callers);
    while (!waiting.isEmpty())
      send("/api/predictions", "application/x-ndjson", waiting.poll(), null);
    return BATCHES * LINES / seconds(started);
  }

  /** The same lines again and again: what was sent before is stored as what is new. */
  private double aMinute(List<String> batches, int lines) throws Exception {
    var sent = new AtomicLong();
    var started = System.nanoTime();
    together(
        CALLERS,
        () -> {
          while (seconds(started) < 60)
            send(
                "/api/predictions",
                "application/x-ndjson",
                batches.get((int) (sent.getAndIncrement() % batches.size())),
                null);
          return "";
        },
        1);
    return sent.get() * (double) lines / seconds(started);
  }

  private static String lines(int batch) {
    var now = Instant.now().toString();
    return IntStream.range(0, LINES)
        .mapToObj(i -> "{\"id\":\"b" + batch + "-" + i + "\",\"model\":\"scored\",\"version\":\""
            + (i % 20 == 0 ? "v2" : "v1")
            + "\",\"at\":\"" + now + "\",\"prediction\":\"" + (i % 3 == 0 ? "suspicious" : "fine")
            + "\",\"score\":0." + (100 + i % 900)
            + ",\"latencyMs\":" + (20 + i % 40) + ",\"cost\":0.0004,\"features\":{\"amount\":"
            + (10 + i % 200) + ",\"hour\":" + i % 24
            + ",\"country\":\"c" + i % 30 + "\"},\"groups\":{\"region\":\""
            + (i % 2 == 0 ? "north" : "south") + "\"}}")
        .collect(Collectors.joining("\n"));
  }

  private double duckDb(List<String> batches) throws Exception {
    var file = Files.writeString(folder.resolve("same.ndjson"), String.join("\n", batches));
    try (var duck = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("same.duckdb"));
        var statement = duck.createStatement()) {
      var started = System.nanoTime();
      statement.execute("create table prediction as select * from read_json('" + file
          + "', format = 'newline_delimited')");
      return batches.size() * LINES / seconds(started);
    }
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1_048_576.0;
  }
}
