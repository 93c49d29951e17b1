package io.pilotage.monitoring.log;

import io.pilotage.monitoring.Window;
import io.pilotage.monitoring.intake.Answer;
import io.pilotage.monitoring.intake.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.duckdb.DuckDBConnection;

/**
 * The windows of one question as a table of the asking connection, so that one query answers for
 * all of them.
 */
class Asked {

  private static final String TABLE = """
      create or replace temp table asked (
        i integer, model varchar, version varchar, t0 timestamp, t1 timestamp,
        ref_version varchar, r0 timestamp, r1 timestamp,
        tolerance double, threshold double, favourable varchar, limit_ms double)""";

  /**
   * One window and what measuring it needs: the window it is compared with, and what its model has
   * set.
   */
  record Row(
      Window window,
      Window reference,
      double tolerance,
      Double threshold,
      String favourable,
      Double limitMs) {}

  private Asked() {}

  static void put(DuckDBConnection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    try (var table = connection.createAppender("temp", "main", "asked")) {
      for (int i = 0; i < rows.size(); i++) {
        var row = rows.get(i);
        var window = row.window();
        var reference = row.reference();
        table
            .beginRow()
            .append(i)
            .append(window.model())
            .append(window.version())
            .appendEpochMicros(Micros.of(window.from()))
            .appendEpochMicros(Micros.of(window.to()))
            .append(reference.version())
            .appendEpochMicros(Micros.of(reference.from()))
            .appendEpochMicros(Micros.of(reference.to()))
            .append(row.tolerance())
            .append(row.threshold())
            .append(Answer.word(row.favourable()))
            .append(row.limitMs())
            .endRow();
      }
    }
  }

  /** The start of the earliest window, references included when asked for. */
  static Instant earliest(List<Row> rows, boolean references) {
    return rows.stream()
        .map(row -> references && row.reference().from().isBefore(row.window().from())
            ? row.reference().from()
            : row.window().from())
        .min(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  static Instant latest(List<Row> rows) {
    return rows.stream()
        .map(row -> row.window().to())
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}
