package io.pilotage.watch;

import static io.pilotage.engine.Rows.utc;

import java.time.Instant;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of alerts: each is known by its fingerprint and its start, however often and in whatever
 * order it is told.
 */
@Repository
class AlertTable {

  private final JdbcClient jdbc;

  AlertTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** True when the alert is told for the first time. */
  boolean add(Alert alert, Instant now) {
    return jdbc.sql(
                "insert into alert (fingerprint, starts_at, model, version, name, severity, status, received_at)"
                    + " select ?, cast(? as timestamp with time zone), ?, cast(? as varchar), ?, ?, ?, "
                    + "cast(? as timestamp with time zone)"
                    + " where not exists (select 1 from alert where fingerprint = ? and starts_at = ?)")
            .params(Arrays.asList(
                alert.fingerprint(),
                utc(alert.startsAt()),
                alert.model(),
                alert.version(),
                alert.name(),
                alert.severity(),
                alert.firing() ? "firing" : "resolved",
                utc(now),
                alert.fingerprint(),
                utc(alert.startsAt())))
            .update()
        == 1;
  }

  /** True when the alert was still firing. */
  boolean resolve(Alert alert, Instant now) {
    return jdbc.sql(
                "update alert set status = 'resolved', resolved_at = ? where fingerprint = ? and "
                    + "starts_at = ? and status = 'firing'")
            .params(utc(now), alert.fingerprint(), utc(alert.startsAt()))
            .update()
        == 1;
  }

  void did(Alert alert, String effect) {
    jdbc.sql("update alert set effect = ? where fingerprint = ? and starts_at = ?")
        .params(effect, alert.fingerprint(), utc(alert.startsAt()))
        .update();
  }
}
