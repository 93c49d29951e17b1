package io.pilotage.experiment;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The SQL of the experiment log. */
@Repository
class ExperimentTable {

  private static final String COLUMNS =
      "select id, initiative, complexity, hypothesis, accuracy, precision_share, recall_share, latency_ms, cost,"
          + " business_impact, works, works_not, reason, chosen, recorded_by, recorded_at from "
          + "experiment where initiative = ? ";

  private final JdbcClient jdbc;

  ExperimentTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long add(
      String initiative,
      Complexity complexity,
      String hypothesis,
      Figures figures,
      Lessons lessons,
      String by,
      Instant now) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into experiment (initiative, complexity, hypothesis, accuracy, precision_share, "
                + "recall_share, latency_ms, cost, business_impact,"
                + " works, works_not, reason, chosen, recorded_by, recorded_at) values (?, ?, ?, ?, ?, "
                + "?, ?, ?, ?, ?, ?, ?, false, ?, ?)")
        .params(
            initiative,
            complexity.name(),
            hypothesis,
            figures.accuracy(),
            figures.precision(),
            figures.recall(),
            figures.latencyMs(),
            figures.cost(),
            figures.businessImpact(),
            lessons == null ? null : lessons.works(),
            lessons == null ? null : lessons.worksNot(),
            lessons == null ? null : lessons.reason(),
            by,
            utc(now))
        .update(key, "id");
    return key.getKey().longValue();
  }

  void learn(long id, Lessons lessons) {
    jdbc.sql("update experiment set works = ?, works_not = ?, reason = ? where id = ?")
        .params(lessons.works(), lessons.worksNot(), lessons.reason(), id)
        .update();
  }

  /** Marks one entry of the initiative as the chosen one, and no other. */
  void choose(String initiative, long id) {
    jdbc.sql("update experiment set chosen = (id = ?) where initiative = ?")
        .params(id, initiative)
        .update();
  }

  void chooseNone(String initiative) {
    jdbc.sql("update experiment set chosen = false where initiative = ?")
        .param(initiative)
        .update();
  }

  List<Experiment> of(String initiative) {
    return jdbc.sql(COLUMNS + "order by id")
        .param(initiative)
        .query((row, number) -> experiment(row))
        .list();
  }

  Optional<Experiment> find(String initiative, long id) {
    return jdbc.sql(COLUMNS + "and id = ?")
        .params(initiative, id)
        .query((row, number) -> experiment(row))
        .optional();
  }

  private static Experiment experiment(ResultSet row) throws SQLException {
    var figures = new Figures(
        row.getDouble(5),
        number(row, 6),
        number(row, 7),
        number(row, 8),
        row.getDouble(9),
        number(row, 10));
    var lessons = row.getString(11) == null
        ? null
        : new Lessons(row.getString(11), row.getString(12), row.getString(13));
    return new Experiment(
        row.getLong(1),
        row.getString(2),
        Complexity.valueOf(row.getString(3)),
        row.getString(4),
        figures,
        lessons,
        row.getBoolean(14),
        row.getString(15),
        instant(row, 16));
  }

  private static Double number(ResultSet row, int column) throws SQLException {
    return row.getObject(column, Double.class);
  }
}
