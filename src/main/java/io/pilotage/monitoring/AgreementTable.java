package io.pilotage.monitoring;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people said about single predictions. */
@Repository
class AgreementTable {

  /** One answer of one person. */
  record Agreement(String model, String version, boolean agrees, Instant saidAt) {}

  private final JdbcClient jdbc;

  AgreementTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void record(
      String model, String version, String prediction, boolean agrees, String by, Instant now) {
    int changed = jdbc.sql("update prediction_agreement set agrees = ?, said_at = ?"
            + " where model = ? and version = ? and prediction_id = ? and said_by = ?")
        .params(agrees, utc(now), model, version, prediction, by)
        .update();
    if (changed > 0) return;
    jdbc.sql(
            "insert into prediction_agreement (model, version, prediction_id, said_by, agrees, said_at) "
                + "values (?, ?, ?, ?, ?, ?)")
        .params(model, version, prediction, by, agrees, utc(now))
        .update();
  }

  List<Agreement> between(Instant from, Instant to) {
    return jdbc.sql(
            "select model, version, agrees, said_at from prediction_agreement where said_at >= ? and said_at < ?")
        .params(utc(from), utc(to))
        .query(AgreementTable::agreement)
        .list();
  }

  private static Agreement agreement(ResultSet row, int number) throws SQLException {
    return new Agreement(row.getString(1), row.getString(2), row.getBoolean(3), instant(row, 4));
  }
}
