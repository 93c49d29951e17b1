package io.pilotage.monitoring.log;

import io.pilotage.monitoring.Window;
import io.pilotage.monitoring.intake.Micros;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Finds what a cache could have answered: predictions asked with the same features before. Only the
 * prediction log knows features.
 */
@Service
public class Repetition {

  private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

  private final LogFile file;

  Repetition(Optional<LogFile> file) {
    this.file = file.orElse(null);
  }

  /**
   * For the windows in which features were told, in one query; nothing where no log is kept or it
   * cannot be read.
   */
  public List<Repeats> read(List<Window> windows) {
    if (file == null || windows.isEmpty()) return List.of();
    var rows = windows.stream()
        .map(window -> new Asked.Row(window, window, 0, null, null, null))
        .toList();
    var sql = String.format(
        Locale.ROOT,
        SignalSql.REPEATS,
        Micros.literal(Asked.earliest(rows, false)),
        Micros.literal(Asked.latest(rows)));
    var found = new ArrayList<Repeats>();
    try (var connection = file.connect()) {
      Asked.put(connection, rows);
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        while (row.next()) {
          var window = windows.get(row.getInt(1));
          found.add(new Repeats(
              window.model(),
              window.version(),
              row.getLong(2),
              row.getLong(3),
              row.getDouble(4),
              row.getDouble(5),
              Micros.instant(row.getLong(6)),
              Micros.instant(row.getLong(7))));
        }
      }
      return found;
    } catch (SQLException failure) {
      LOG.warn("Repeated requests could not be read", failure);
      return List.of();
    }
  }
}
