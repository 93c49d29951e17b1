package io.pilotage.incident;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.incident.Incident.Answer;
import io.pilotage.incident.Incident.Report;
import io.pilotage.retraining.Breach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of incidents. While one is open it holds a slot that no second one of the same model and
 * cause can take.
 */
@Repository
class IncidentTable {

  private static final String INCIDENTS =
      "select id, initiative, model, version, effect, cause, severity, why, opened_at, opened_by, kind, finding,"
          + " action, decided_by, decided_at, lesson, closed_at from incident ";

  private final JdbcClient jdbc;

  IncidentTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The number of the new incident; nothing when the slot is taken. */
  Optional<Long> add(Breach breach, Effect effect, String by, Instant now) {
    var added = jdbc.sql(
            "insert into incident (initiative, model, version, effect, cause, severity, why, open_slot, "
                + "opened_at, opened_by)"
                + " select cast(? as varchar), cast(? as varchar), cast(? as varchar), ?, ?, ?, ?, ?, "
                + "cast(? as timestamp with time zone), ?"
                + " where not exists (select 1 from incident where open_slot = ?)")
        .params(java.util.Arrays.asList(
            breach.initiative(),
            breach.model(),
            breach.version(),
            effect.name(),
            breach.cause(),
            breach.severity(),
            breach.why(),
            breach.slot(),
            utc(now),
            by,
            breach.slot()))
        .update();
    return added == 0 ? Optional.empty() : bySlot(breach.slot()).map(Incident::id);
  }

  int openBy(String model, String cause) {
    return jdbc.sql(
            "select count(*) from incident where model = ? and closed_at is null and cause like ?")
        .params(model, cause + "%")
        .query(Integer.class)
        .single();
  }

  /**
   * Counts so many more, says how many they are and names one, and is as severe as the most severe
   * of them.
   */
  void collect(String slot, int more, String severity, String one) {
    jdbc.sql(
            "update incident set collected = collected + ?, severity = case when severity = 'critical' "
                + "then severity else ? end where open_slot = ?")
        .params(more, severity, slot)
        .update();
    jdbc.sql(
            "update incident set why = 'More alerts came in than get an incident each: ' || collected || "
                + "' of them are counted here. One of the latest: ' || ? where open_slot = ?")
        .params(one, slot)
        .update();
  }

  Optional<Incident> bySlot(String slot) {
    return jdbc.sql(INCIDENTS + "where open_slot = ?")
        .param(slot)
        .query(IncidentTable::incident)
        .optional();
  }

  Optional<Incident> find(long id) {
    return jdbc.sql(INCIDENTS + "where id = ?")
        .param(id)
        .query(IncidentTable::incident)
        .optional();
  }

  List<Incident> of(String initiative) {
    return jdbc.sql(INCIDENTS + "where initiative = ? order by id desc")
        .param(initiative)
        .query(IncidentTable::incident)
        .list();
  }

  /**
   * Those about the initiative or about monitoring as a whole that were open at some time since
   * then.
   */
  List<Incident> touching(String initiative, Instant since) {
    return jdbc.sql(
            INCIDENTS
                + "where (initiative = ? or model is null) and (closed_at is null or closed_at >= ?) order by id desc")
        .params(initiative, utc(since))
        .query(IncidentTable::incident)
        .list();
  }

  List<Incident> open() {
    return jdbc.sql(INCIDENTS + "where closed_at is null order by id")
        .query(IncidentTable::incident)
        .list();
  }

  void decide(
      long id, IncidentKind kind, String finding, IncidentAction action, String by, Instant now) {
    jdbc.sql(
            "update incident set kind = ?, finding = ?, action = ?, decided_by = ?, decided_at = ? where id = ?")
        .params(kind.name(), finding, action.name(), by, utc(now), id)
        .update();
  }

  void close(long id, String lesson, String by, Instant now) {
    jdbc.sql(
            "update incident set lesson = ?, closed_by = ?, closed_at = ?, open_slot = null where id = ?")
        .params(lesson, by, utc(now), id)
        .update();
  }

  private static Incident incident(ResultSet row, int number) throws SQLException {
    return new Incident(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        new Report(
            Effect.valueOf(row.getString(5)),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            instant(row, 9),
            row.getString(10)),
        new Answer(
            constant(IncidentKind.class, row.getString(11)),
            row.getString(12),
            constant(IncidentAction.class, row.getString(13)),
            row.getString(14),
            instant(row, 15)),
        row.getString(16),
        instant(row, 17));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }
}
