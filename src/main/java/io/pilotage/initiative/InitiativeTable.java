package io.pilotage.initiative;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the initiatives. */
@Repository
class InitiativeTable {

  private static final String INITIATIVES =
      "select initiative, title, sponsor, risk_tier, model, outcome, started_at, ended_at from initiative ";

  private final JdbcClient jdbc;

  InitiativeTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Initiative initiative, LocalDate plannedStart, String startedBy) {
    jdbc.sql(
            "insert into initiative (initiative, title, sponsor, planned_start, started_at, started_by) "
                + "values (?, ?, ?, ?, ?, ?)")
        .params(
            initiative.key(),
            initiative.title(),
            initiative.sponsor(),
            plannedStart,
            utc(initiative.startedAt()),
            startedBy)
        .update();
  }

  Optional<Initiative> find(String key) {
    return jdbc.sql(INITIATIVES + "where initiative = ?")
        .param(key)
        .query(InitiativeTable::initiative)
        .optional();
  }

  Optional<Initiative> ofModel(String model) {
    return jdbc.sql(INITIATIVES + "where model = ?")
        .param(model)
        .query(InitiativeTable::initiative)
        .optional();
  }

  List<Initiative> all() {
    return jdbc.sql(INITIATIVES + "order by started_at, initiative")
        .query(InitiativeTable::initiative)
        .list();
  }

  List<String> keysStartingWith(String word) {
    return jdbc.sql("select initiative from initiative where initiative like ?")
        .param(word + "-%")
        .query(String.class)
        .list();
  }

  void classify(String key, RiskTier tier) {
    jdbc.sql("update initiative set risk_tier = ? where initiative = ?")
        .params(tier.name(), key)
        .update();
  }

  void sponsor(String key, String sponsor) {
    jdbc.sql("update initiative set sponsor = ? where initiative = ?")
        .params(sponsor, key)
        .update();
  }

  void nameModel(String key, String model) {
    jdbc.sql("update initiative set model = ? where initiative = ?")
        .params(model, key)
        .update();
  }

  /** Notes the end; false when it had ended before. */
  boolean close(String key, Outcome outcome, String reason, Instant now) {
    return jdbc.sql(
                "update initiative set outcome = ?, end_reason = ?, ended_at = ? where initiative = ? "
                    + "and outcome is null")
            .params(outcome.name(), reason, utc(now), key)
            .update()
        == 1;
  }

  private static Initiative initiative(ResultSet row, int number) throws SQLException {
    var tier = row.getString(4);
    var outcome = row.getString(6);
    return new Initiative(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        tier == null ? null : RiskTier.valueOf(tier),
        row.getString(5),
        outcome == null ? null : Outcome.valueOf(outcome),
        instant(row, 7),
        instant(row, 8));
  }
}
