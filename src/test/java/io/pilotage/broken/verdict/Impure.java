package io.pilotage.broken.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything a verdict must not do, one by one: the rule has to find each. */
public final class Impure {

  private Impure() {}

  public static final class AsksSpring {
    Object jdbc(JdbcClient client) {
      return client;
    }
  }

  public static final class ReadsARow {
    String why(ResultSet row) throws SQLException {
      return row.getString(1);
    }
  }

  public static final class ReadsAFile {
    long size() throws IOException {
      return Files.size(Path.of("limits"));
    }
  }

  public static final class AsksTheClock {
    Instant now(Clock clock) {
      return clock.instant();
    }
  }

  public static final class AsksTheTime {
    Instant now() {
      return Instant.now();
    }
  }

  public static final class AsksTheMachine {
    long now() {
      return System.currentTimeMillis();
    }
  }
}
