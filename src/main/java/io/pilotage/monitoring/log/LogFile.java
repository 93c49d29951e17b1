package io.pilotage.monitoring.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * The DuckDB file of the prediction log. One process may hold it; inside the process everybody
 * takes a connection of their own.
 */
@Component
@ConditionalOnProperty(
    prefix = "pilotage.monitoring",
    name = "source",
    havingValue = "log",
    matchIfMissing = true)
class LogFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final String[] TABLES = {
    """
      create table if not exists prediction (
        seq bigint, id varchar, model varchar, version varchar, made_at timestamp, label varchar,
        number double, score double,
        features varchar, traits varchar, latency_ms double, failed boolean, cost double, cached boolean)""",
    // Logs of before have no words; what was stored in them is read by AnswerSql.
    "alter table prediction add column if not exists word varchar",
    "create table if not exists outcome (seq bigint, id varchar, label varchar, number double, known_at timestamp)",
    "alter table outcome add column if not exists model varchar",
    "alter table outcome add column if not exists word varchar",
    "create table if not exists reference_cuts (model varchar, version varchar, feature varchar, cuts double[])",
    "create table if not exists reference_count (model varchar, version varchar, feature varchar, bin "
        + "varchar, n bigint)"
  };

  private final String file;
  private final long megabytes;
  private final Set<String> models = ConcurrentHashMap.newKeySet();
  private DuckDBConnection root;
  private boolean closed;

  @Autowired
  LogFile(MonitoringProperties properties) {
    this(properties.file(), properties.memory().toMegabytes());
  }

  LogFile(String file, long megabytes) {
    this.file = file;
    this.megabytes = megabytes;
    this.root = prepared(open(file));
  }

  /** A connection of the caller's own, to be closed by the caller. */
  synchronized DuckDBConnection connect() throws SQLException {
    if (closed) throw new SQLException("The prediction log is closed.");
    if (root == null) root = openAgain();
    return root.duplicate();
  }

  /** Notes that there are predictions of this model. */
  void has(String model) {
    models.add(model);
  }

  /** Whether two models could have a prediction of the same id. */
  boolean ofSeveralModels() {
    return models.size() > 1;
  }

  /**
   * Lets go of the file when DuckDB says that it has given it up, as it does where a disk is full
   * while it tidies up; whoever connects next opens it anew. What was committed is in it.
   */
  synchronized void letGoAfter(Throwable failure) {
    if (closed || root == null || !String.valueOf(failure.getMessage()).contains("FATAL Error"))
      return;
    try {
      root.close();
    } catch (SQLException nothingLeftToClose) {
      LOG.debug("The prediction log was given up", nothingLeftToClose);
    }
    root = null;
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    if (root != null) root.close();
  }

  private DuckDBConnection openAgain() throws SQLException {
    try {
      return prepared(open(file));
    } catch (PredictionLogUnusable still) {
      throw new SQLException(still.getMessage(), still);
    }
  }

  private DuckDBConnection prepared(DuckDBConnection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute("set memory_limit = '" + megabytes + "MB'");
      statement.execute("set preserve_insertion_order = false");
      statement.execute("set autoinstall_known_extensions = false");
      for (var table : TABLES) statement.execute(table);
      try (var row = statement.executeQuery("select distinct model from prediction")) {
        while (row.next()) has(row.getString(1));
      }
      return connection;
    } catch (SQLException failure) {
      throw unusable(file, failure);
    }
  }

  private static DuckDBConnection open(String file) {
    try {
      if (!file.startsWith(":memory:")) makeFolder(file);
      var settings = new Properties();
      Connection connection = DriverManager.getConnection(
          "jdbc:duckdb:" + (file.equals(":memory:") ? "" : file), settings);
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
      return new PredictionLogUnusable(
          "The prediction log " + file + " is in use by another process: " + told,
          "Only one process may write it. Stop the other one, give this one its own pilotage.home,"
              + " or take the signals from Prometheus with pilotage.monitoring.source=prometheus.",
          failure);
    }
    return new PredictionLogUnusable(
        "The prediction log " + file + " cannot be opened: " + told,
        "See that the folder exists, is writable and has room. If the file is damaged, put back a copy "
            + "or move it away:"
            + " a new one is begun, and signals are silent until new predictions arrive.",
        failure);
  }
}
