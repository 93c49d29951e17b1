package io.pilotage.rollout;

import static io.pilotage.engine.Rows.utc;

import io.pilotage.monitoring.Reading;
import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of what counts as normal of a version that serves: the numbers of its first whole week.
 * They stay: a baseline that moved along would never see a slow decay.
 */
@Repository
class BaselineTable {

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  BaselineTable(JdbcClient jdbc, JdbcTemplate batch) {
    this.jdbc = jdbc;
    this.batch = batch;
  }

  /** A version and what is normal for it. */
  record Normal(String model, String version) {}

  /** What is known of these models, in one query. */
  Map<Normal, Map<Signal, Double>> of(Collection<String> models) {
    var known = new HashMap<Normal, Map<Signal, Double>>();
    if (models.isEmpty()) return known;
    jdbc.sql("select model, version, signal, amount from live_baseline where model in (:models)")
        .param("models", models)
        .query((row, number) -> {
          var amount = row.getDouble(4);
          var normal = known.computeIfAbsent(
              new Normal(row.getString(1), row.getString(2)), any -> new EnumMap<>(Signal.class));
          // What is normal of a signal that no version of ours knows is compared with nothing.
          Signal.find(row.getString(3)).ifPresent(signal -> normal.put(signal, amount));
          return normal;
        })
        .list();
    return known;
  }

  /**
   * Keeps the readings of these windows, in one statement; the first number of a version and signal
   * stays.
   */
  void keep(Map<Window, List<Reading>> readings) {
    var rows = new ArrayList<Object[]>();
    readings.forEach((window, all) -> all.forEach(
        reading -> rows.add(Stream.concat(row(window, reading), key(reading)).toArray())));
    if (rows.isEmpty()) return;
    batch.batchUpdate(
        "insert into live_baseline (model, version, signal, amount, samples, window_from, window_to)"
            + " select ?, ?, ?, cast(? as double precision), cast(? as bigint), cast(? as timestamp with "
            + "time zone), cast(? as timestamp with time zone)"
            + " where not exists (select 1 from live_baseline where model = ? and version = ? and signal = ?)",
        rows);
  }

  private static Stream<Object> row(Window window, Reading reading) {
    return Stream.concat(
        key(reading),
        Arrays.<Object>asList(reading.value(), reading.n(), utc(window.from()), utc(window.to()))
            .stream());
  }

  private static Stream<Object> key(Reading reading) {
    return Stream.of(reading.model(), reading.version(), reading.signal().label());
  }
}
