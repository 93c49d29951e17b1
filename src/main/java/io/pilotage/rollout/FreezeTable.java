package io.pilotage.rollout;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the freezes that people began. */
@Repository
class FreezeTable {

  private final JdbcClient jdbc;

  FreezeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void begin(Freeze freeze) {
    jdbc.sql("insert into rollout_freeze (reason, begun_by, begun_at, ends_at) values (?, ?, ?, ?)")
        .params(
            Arrays.asList(freeze.reason(), freeze.by(), utc(freeze.since()), utc(freeze.until())))
        .update();
  }

  Optional<Freeze> at(Instant now) {
    return jdbc
        .sql(
            "select reason, begun_by, begun_at, ends_at from rollout_freeze where ended_at is null and "
                + "(ends_at is null or ends_at > ?) order by id")
        .param(utc(now))
        .query((row, number) ->
            new Freeze(row.getString(1), row.getString(2), instant(row, 3), instant(row, 4)))
        .list()
        .stream()
        .findFirst();
  }

  void end(String by, Instant now) {
    jdbc.sql("update rollout_freeze set ended_by = ?, ended_at = ? where ended_at is null")
        .params(by, utc(now))
        .update();
  }
}
