package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

@DisplayName("whatever is asked of data, by however many, is worked on within two bounds of memory")
class BenchesTest {

  @TempDir
  Path home;

  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(home);
  }

  @Test
  void everyBenchHasItsBounds() throws IOException {
    var file = TableFile.look(ManyLoans.write(bench.folder.resolve("loans.csv"), 10));

    var set = benches(Duration.ofSeconds(5))
        .now(
            at -> at.list(
                "select current_setting('memory_limit'), current_setting('threads'), current_setting('temp_directory')",
                row -> List.of(row.getString(1), row.getString(2), row.getString(3))),
            file)
        .get(0);

    assertThat(set.get(0)).isEqualTo("488.2 MiB");
    assertThat(set.get(1)).isEqualTo("2");
    assertThat(set.get(2)).startsWith(home.resolve("work").toAbsolutePath().toString());
  }

  @Test
  @Timeout(120)
  @DisplayName("while both benches are taken, a form is told so and an audit waits for its turn")
  void seatsNoThird() throws Exception {
    var loans = ManyLoans.write(bench.folder.resolve("loans.csv"), 200);
    var others = ManyLoans.write(bench.folder.resolve("others.csv"), 50);
    var parquet = bench.parquet(loans);
    var benches = benches(Duration.ofMillis(50));
    var profiler = new Profiler(bench.properties, benches, Clock.systemUTC());
    var taken = new CountDownLatch(2);
    var free = new CountDownLatch(1);
    var threads = Executors.newCachedThreadPool();
    try {
      for (int seat = 0; seat < 2; seat++)
        threads.execute(() -> benches.inTurn(
            at -> {
              taken.countDown();
              return await(free);
            },
            TableFile.look(loans)));
      taken.await();

      var audit =
          threads.submit(() -> profiler.profile(loans, Bench.plain("loans.csv"), percent -> {}));
      var kinds = Map.<String, Runnable>of(
          "columns", () -> profiler.columns(parquet),
          "digest", () -> profiler.digest(loans),
          "holdout", () -> profiler.overlap(loans, others));
      kinds.forEach((kind, work) -> assertThatThrownBy(work::run)
          .as(kind)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("busy with other data"));
      assertThat(audit).isNotDone();

      free.countDown();
      assertThat(audit.get(100, TimeUnit.SECONDS).rows()).isEqualTo(200);
      kinds.values().forEach(Runnable::run);
    } finally {
      free.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName(
      "what does not fit into its memory spills to the work folder or is refused in a sentence")
  void spillsOrRefuses() throws IOException {
    var loans = ManyLoans.write(bench.folder.resolve("loans.csv"), 120_000);
    var little = Bench.with(home, DataSize.ofMegabytes(2));
    var some = Bench.with(home, DataSize.ofMegabytes(64));

    assertThat(some.profiler.digest(loans)).isEqualTo(bench.profiler.digest(loans));
    for (var work : List.<Runnable>of(
        () -> little.profile(loans, Bench.plain("loans.csv")),
        () -> little.profiler.digest(loans),
        () -> little.profiler.overlap(loans, loans)))
      assertThatThrownBy(work::run)
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("needs more memory than an audit may use");
    try (var left = Files.list(home.resolve("work"))) {
      assertThat(left).as("folders left behind").isEmpty();
    }
  }

  private Benches benches(Duration patience) {
    return new Benches(
        bench.properties, new Packing(bench.properties), Bench.scheduler(), patience);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(100, TimeUnit.SECONDS);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
