package io.pilotage.rollout;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the versions that wait for their rollout, for each model in the order they came. */
@Repository
class QueueTable {

  private static final String PLACES =
      "select model, version, initiative, since from rollout_queue ";

  private final JdbcClient jdbc;

  QueueTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void join(Place place) {
    jdbc.sql("insert into rollout_queue (model, version, initiative, since) values (?, ?, ?, ?)")
        .params(place.model(), place.version(), place.initiative(), utc(place.since()))
        .update();
  }

  void leave(String model, String version) {
    jdbc.sql("delete from rollout_queue where model = ? and version = ?")
        .params(model, version)
        .update();
  }

  /** Who waits for the model, the first to begin first. */
  List<Place> of(String model) {
    return jdbc.sql(PLACES + "where model = ? order by id")
        .param(model)
        .query(QueueTable::place)
        .list();
  }

  /** Everybody who waits, for each model the first to begin first. */
  List<Place> all() {
    return jdbc.sql(PLACES + "order by model, id").query(QueueTable::place).list();
  }

  private static Place place(ResultSet row, int number) throws SQLException {
    return new Place(row.getString(1), row.getString(2), row.getString(3), instant(row, 4));
  }

  /** One version that waits, and since when. */
  record Place(String model, String version, String initiative, Instant since) {}
}
