package io.pilotage.bench;

import io.pilotage.watch.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One tick of the watch over a thousand and ten thousand models with predictions of both versions:
 * its time, and what it asks.
 */
class WatchBench extends Served {

  private static final int TICKS = 3;
  private static final int PREDICTIONS = 10;

  @Autowired
  private Watches watches;

  @Autowired
  private JdbcTemplate jdbc;

  @Autowired
  private Counter counter;

  private final Figures figures = new Figures("watch");

  @Test
  void measure() throws Exception {
    try (var live = new LiveRollouts(jdbc, "watched")) {
      measure(live, sizes("1000,10000"));
    }
    figures.keep();
  }

  private void measure(LiveRollouts live, List<Integer> sizes) {
    var best = new ArrayList<Double>();
    for (int size : sizes) {
      var before = live.made();
      live.upTo(size);
      report(live, before, size);
      best.add(ticks(size));
    }
    figures.ratio(
        "a tick over " + sizes.get(sizes.size() - 1) + " models to one over " + sizes.get(0),
        best.get(best.size() - 1) / best.get(0),
        "at most 12");
  }

  private double ticks(int size) {
    var took = new ArrayList<Double>();
    for (int tick = 0; tick < TICKS; tick++) {
      var started = System.nanoTime();
      counter.during(this::tick);
      took.add(seconds(started));
      figures.add("tick " + (tick + 1) + " over " + size + " models", took.get(tick), "s");
      figures.add("… questions to monitoring", (double) counter.questions.get(), "");
      figures.add("… statements prepared", (double) counter.statements.get(), "");
    }
    return took.stream().min(Double::compare).orElseThrow();
  }

  private void tick() {
    var look = UUID.randomUUID().toString();
    watches.query(look);
    watches.judge(look);
    watches.raise(look);
  }

  private void report(LiveRollouts live, int from, int to) {
    for (int first = from; first < to; first += 50) {
      send(
          "/api/predictions",
          "application/x-ndjson",
          IntStream.range(first, Math.min(to, first + 50))
              .boxed()
              .flatMap(number -> lines(live.model(number)).stream())
              .collect(Collectors.joining("\n")),
          null);
    }
  }

  private static List<String> lines(String name) {
    var now = Instant.now();
    return IntStream.range(0, 2 * PREDICTIONS)
        .mapToObj(
            i -> "{\"id\":\"" + name + "-" + i + "\",\"model\":\"" + name + "\",\"version\":\"v"
                + (1 + i % 2) + "\",\"at\":\"" + now + "\",\"prediction\":\"fine\",\"latencyMs\":"
                + (20 + i) + ",\"cost\":0.001,\"features\":{\"amount\":" + i + "}}")
        .toList();
  }
}
