package io.pilotage.monitoring.log;

import io.pilotage.monitoring.Window;
import io.pilotage.monitoring.intake.Micros;
import io.pilotage.verdict.Signal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.springframework.stereotype.Service;

/**
 * Fixes what drift is measured against: the bins of a version's inputs and answers over a time that
 * counts as normal.
 */
@Service
public class Baselines {

  private record Cuts(String feature, Object[] cuts) {}

  private record Count(String feature, String bin, long n) {}

  private final LogFile file;

  Baselines(Optional<LogFile> file) {
    this.file = file.orElse(null);
  }

  /**
   * Takes the bins of {@code measured} as the reference of the version from now on. The first
   * reference stays: what is normal does not move with the drift. Nothing happens where no log is
   * kept, or where the window holds no prediction.
   *
   * @param measured the window that counts as normal, of this version or of the one it was derived
   *     from
   */
  public void fix(String model, String version, Window measured) {
    if (file == null) return;
    try (var connection = file.connect()) {
      connection.setAutoCommit(false);
      if (!fixed(connection, model, version)) keep(connection, model, version, measured);
      connection.commit();
    } catch (SQLException failure) {
      throw new NotReadable(failure);
    }
  }

  /** True when the version has a reference of its own. */
  public boolean fixed(String model, String version) {
    if (file == null) return false;
    try (var connection = file.connect()) {
      return fixed(connection, model, version);
    } catch (SQLException failure) {
      throw new NotReadable(failure);
    }
  }

  private static boolean fixed(DuckDBConnection connection, String model, String version)
      throws SQLException {
    try (var statement = connection.prepareStatement(
        "select count(*) from reference_count where model = ? and version = ?")) {
      statement.setString(1, model);
      statement.setString(2, version);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) > 0;
      }
    }
  }

  private static void keep(
      DuckDBConnection connection, String model, String version, Window measured)
      throws SQLException {
    var empty = new Window(model, version, measured.to(), measured.to());
    Asked.put(connection, List.of(new Asked.Row(empty, measured, 0, null, null, null)));
    var cuts = new ArrayList<Cuts>();
    var counts = new ArrayList<Count>();
    for (var signal : List.of(Signal.INPUT_DRIFT, Signal.PREDICTION_DRIFT)) {
      cuts.addAll(cuts(connection, limited(SignalSql.cuts(signal), measured)));
      counts.addAll(counts(
          connection,
          limited(SignalSql.bins(signal), measured),
          signal == Signal.INPUT_DRIFT ? "features" : "answers"));
    }
    keepCuts(connection, model, version, cuts);
    keepCounts(connection, model, version, counts);
  }

  private static String limited(String sql, Window measured) {
    return String.format(
        Locale.ROOT, sql, Micros.literal(measured.from()), Micros.literal(measured.to()));
  }

  private static List<Cuts> cuts(DuckDBConnection connection, String sql) throws SQLException {
    var found = new ArrayList<Cuts>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next())
        found.add(new Cuts(row.getString(1), (Object[]) row.getArray(2).getArray()));
    }
    return found;
  }

  private static List<Count> counts(DuckDBConnection connection, String sql, String total)
      throws SQLException {
    var found = new ArrayList<Count>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        boolean isTotal = row.getString(2) == null;
        if (row.getLong(4) > 0)
          found.add(
              new Count(row.getString(2), isTotal ? total : row.getString(3), row.getLong(4)));
      }
    }
    return found;
  }

  private static void keepCuts(
      DuckDBConnection connection, String model, String version, List<Cuts> all)
      throws SQLException {
    try (var rows = connection.createAppender("reference_cuts")) {
      for (var one : all) {
        rows.beginRow()
            .append(model)
            .append(version)
            .append(one.feature())
            .append(List.of(one.cuts()))
            .endRow();
      }
    }
  }

  private static void keepCounts(
      DuckDBConnection connection, String model, String version, List<Count> all)
      throws SQLException {
    try (var rows = connection.createAppender("reference_count")) {
      for (var one : all) {
        rows.beginRow()
            .append(model)
            .append(version)
            .append(one.feature())
            .append(one.bin())
            .append(one.n())
            .endRow();
      }
    }
  }
}
