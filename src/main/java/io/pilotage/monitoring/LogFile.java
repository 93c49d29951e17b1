package io.pilotage.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The DuckDB file of the prediction log. One process may hold it; inside the process everybody takes a connection of their own. */
@Component
@ConditionalOnProperty(prefix = "pilotage.monitoring", name = "source", havingValue = "log", matchIfMissing = true)
class LogFile implements AutoCloseable {

  private static final String[] TABLES = {
      """
      create table if not exists prediction (
        seq bigint, id varchar, model varchar, version varchar, made_at timestamp, label varchar, number double, score double,
        features varchar, traits varchar, latency_ms double, failed boolean, cost double, cached boolean)""",
      "create table if not exists outcome (seq bigint, id varchar, label varchar, number double, known_at timestamp)",
      "create table if not exists reference_cuts (model varchar, version varchar, feature varchar, cuts double[])",
      "create table if not exists reference_count (model varchar, version varchar, feature varchar, bin varchar, n bigint)"};

  private final DuckDBConnection root;

  @Autowired
  LogFile(MonitoringProperties properties) {
    this(properties.file(), properties.memory().toMegabytes());
  }

  LogFile(String file, long megabytes) {
    this.root = open(file);
    try (var statement = root.createStatement()) {
      statement.execute("set memory_limit = '" + megabytes + "MB'");
      statement.execute("set preserve_insertion_order = false");
      statement.execute("set autoinstall_known_extensions = false");
      for (var table : TABLES) statement.execute(table);
    } catch (SQLException failure) {
      throw unusable(file, failure);
    }
  }

  /** A connection of the caller's own, to be closed by the caller. */
  DuckDBConnection connect() throws SQLException {
    return root.duplicate();
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }

  private static DuckDBConnection open(String file) {
    try {
      if (!file.startsWith(":memory:")) makeFolder(file);
      var settings = new Properties();
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + (file.equals(":memory:") ? "" : file), settings);
      return connection.unwrap(DuckDBConnection.class);
    } catch (SQLException | IOException failure) {
      throw unusable(file, failure);
    }
  }

  private static void makeFolder(String file) throws IOException {
    var folder = Path.of(file).toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) Files.createDirectories(folder);
  }

  private static PredictionLogUnusable unusable(String file, Exception failure) {
    var told = String.valueOf(failure.getMessage());
    if (told.contains("Could not set lock")) {
      return new PredictionLogUnusable("The prediction log " + file + " is in use by another process: " + told,
          "Only one process may write it. Stop the other one, give this one its own pilotage.home,"
              + " or take the signals from Prometheus with pilotage.monitoring.source=prometheus.", failure);
    }
    return new PredictionLogUnusable("The prediction log " + file + " cannot be opened: " + told,
        "See that the folder exists, is writable and has room. If the file is damaged, put back a copy or move it away:"
            + " a new one is begun, and signals are silent until new predictions arrive.", failure);
  }
}
