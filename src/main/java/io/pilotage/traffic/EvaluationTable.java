package io.pilotage.traffic;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what OFREP handed out. All nodes add to the same rows. */
@Repository
class EvaluationTable {

  /** One row: how often a version was handed out in the hour that begins then. */
  record Hour(String model, String version, Instant at, long answered) {}

  private final JdbcClient jdbc;

  EvaluationTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Hour more) {
    if (added(more)) return;
    try {
      jdbc.sql("insert into evaluation (model, version, hour_at, answered) values (?, ?, ?, ?)")
          .params(more.model(), more.version(), utc(more.at()), more.answered())
          .update();
    } catch (DuplicateKeyException anotherNode) {
      added(more);
    }
  }

  List<Hour> since(Instant from) {
    return jdbc.sql("select model, version, hour_at, answered from evaluation where hour_at >= ?")
        .param(utc(from))
        .query((row, number) ->
            new Hour(row.getString(1), row.getString(2), instant(row, 3), row.getLong(4)))
        .list();
  }

  /** True for the first who tells something about this hour. */
  boolean tell(Hour about, Instant now) {
    add(about);
    return jdbc.sql(
                "update evaluation set told_at = ? where model = ? and version = ? and hour_at = ? and "
                    + "told_at is null")
            .params(utc(now), about.model(), about.version(), utc(about.at()))
            .update()
        == 1;
  }

  /** Since when answers are counted; the given time when nothing was kept about it. */
  Instant countingSince(Instant now) {
    return kept().orElseGet(() -> {
      try {
        jdbc.sql("insert into evaluation_counting (one, since) values (1, ?)")
            .param(utc(now))
            .update();
        return now;
      } catch (DuplicateKeyException anotherNode) {
        return kept().orElse(now);
      }
    });
  }

  /** Nothing is counted from now on. */
  void stopCounting() {
    jdbc.sql("delete from evaluation_counting").update();
  }

  private Optional<Instant> kept() {
    return jdbc.sql("select since from evaluation_counting")
        .query((row, number) -> instant(row, 1))
        .optional();
  }

  void forget(Instant before) {
    jdbc.sql("delete from evaluation where hour_at < ?").param(utc(before)).update();
  }

  private boolean added(Hour more) {
    return jdbc.sql(
                "update evaluation set answered = answered + ? where model = ? and version = ? and hour_at = ?")
            .params(more.answered(), more.model(), more.version(), utc(more.at()))
            .update()
        == 1;
  }
}
