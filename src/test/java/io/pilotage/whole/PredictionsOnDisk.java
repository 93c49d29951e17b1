package io.pilotage.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the prediction log of a killed process holds, read from a copy of its file. */
final class PredictionsOnDisk {

  private PredictionsOnDisk() {}

  static List<String> in(Path home) {
    try {
      var copy = Files.createTempDirectory(home, "copy");
      try (var files = Files.list(home)) {
        for (var file : files
            .filter(path -> path.getFileName().toString().startsWith("predictions.duckdb"))
            .toList()) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      return ids(copy.resolve("predictions.duckdb"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (SQLException broken) {
      throw new AssertionError("The log cannot be read after the kill.", broken);
    }
  }

  private static List<String> ids(Path file) throws SQLException {
    var ids = new ArrayList<String>();
    try (var log = DriverManager.getConnection("jdbc:duckdb:" + file);
        var rows = log.createStatement().executeQuery("select id from prediction")) {
      while (rows.next()) ids.add(rows.getString(1));
    }
    return ids;
  }
}
