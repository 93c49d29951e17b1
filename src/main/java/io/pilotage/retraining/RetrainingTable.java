package io.pilotage.retraining;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.retraining.Retraining.Call;
import io.pilotage.retraining.Retraining.Decision;
import io.pilotage.retraining.Retraining.Training;
import io.pilotage.retraining.Retraining.Validation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of retrainings. While one is open it holds a slot that no second one of the same model
 * can take.
 */
@Repository
class RetrainingTable {

  private static final String RETRAININGS =
      "select id, initiative, model, base_version, cause, why, opened_at, opened_by, wanted, decision, decided_by,"
          + " version, artifact, holdout_accuracy, holdout_rows, accepted, accuracy, validation, outcome,"
          + " closed_at from retraining ";

  private static final String JOINED = "select retraining, cause, why from retraining_cause ";

  private final JdbcClient jdbc;

  RetrainingTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The number of the new retraining; nothing when the slot is taken. */
  Optional<Long> add(Breach breach, String by, Instant now) {
    var added = jdbc.sql(
            "insert into retraining (initiative, model, base_version, cause, why, open_slot, opened_at, opened_by)"
                + " select cast(? as varchar), ?, cast(? as varchar), ?, ?, ?, cast(? as timestamp with time zone), ?"
                + " where not exists (select 1 from retraining where open_slot = ?)")
        .params(Arrays.asList(
            breach.initiative(),
            breach.model(),
            breach.version(),
            breach.cause(),
            breach.why(),
            breach.model(),
            utc(now),
            by,
            breach.model()))
        .update();
    return added == 0 ? Optional.empty() : openOf(breach.model()).map(Retraining::id);
  }

  /** The one that later calls for the same model join. */
  Optional<Retraining> openOf(String model) {
    return jdbc.sql(RETRAININGS + "where open_slot = ?")
        .param(model)
        .query(RetrainingTable::retraining)
        .optional();
  }

  /** Adds a cause to an open retraining; false when it has that cause already. */
  boolean join(long id, Breach breach, String by, Instant now) {
    return jdbc.sql("insert into retraining_cause (retraining, cause, why, called_by, called_at)"
                + " select opened.id, ?, ?, ?, cast(? as timestamp with time zone) from retraining "
                + "opened where opened.id = ? and opened.closed_at is null"
                + " and opened.cause <> ? and not exists (select 1 from retraining_cause known where "
                + "known.retraining = opened.id and known.cause = ?)")
            .params(breach.cause(), breach.why(), by, utc(now), id, breach.cause(), breach.cause())
            .update()
        == 1;
  }

  /** What was added to a retraining after it was opened, the oldest first. */
  List<Joined> joined(long id) {
    return jdbc.sql(JOINED + "where retraining = ? order by called_at, cause")
        .param(id)
        .query(RetrainingTable::oneMore)
        .list();
  }

  /** The same for all that are open, in one query. */
  Map<Long, List<Joined>> joined() {
    return jdbc
        .sql(JOINED + "where retraining in (select id from retraining where closed_at is null)")
        .query(RetrainingTable::oneMore)
        .list()
        .stream()
        .collect(Collectors.groupingBy(Joined::retraining));
  }

  Optional<Retraining> find(long id) {
    return jdbc.sql(RETRAININGS + "where id = ?")
        .param(id)
        .query(RetrainingTable::retraining)
        .optional();
  }

  List<Retraining> of(String initiative) {
    return jdbc.sql(RETRAININGS + "where initiative = ? order by id desc")
        .param(initiative)
        .query(RetrainingTable::retraining)
        .list();
  }

  List<Retraining> open() {
    return jdbc.sql(RETRAININGS + "where closed_at is null order by id")
        .query(RetrainingTable::retraining)
        .list();
  }

  /** Model to when it was last called for, in one query. */
  Map<String, Instant> lastCalled() {
    return jdbc
        .sql(
            "select model, max(called_at) from (select model, opened_at as called_at from retraining union all"
                + " select opened.model, more.called_at from retraining_cause more join retraining "
                + "opened on opened.id = more.retraining) called group by model")
        .query((row, number) -> Map.entry(row.getString(1), instant(row, 2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void decide(long id, boolean wanted, String decision, String by, Instant now) {
    jdbc.sql(
            "update retraining set wanted = ?, decision = ?, decided_by = ?, decided_at = ? where id = ?")
        .params(wanted, decision, by, utc(now), id)
        .update();
  }

  void trained(
      long id, String version, String artifact, Double holdoutAccuracy, Integer holdoutRows) {
    jdbc.sql("update retraining set version = ?, artifact = ?, holdout_accuracy = cast(? as double "
            + "precision), holdout_rows = cast(? as integer) where id = ?")
        .params(Arrays.asList(version, artifact, holdoutAccuracy, holdoutRows, id))
        .update();
  }

  /** The number of the retraining that brought the version. */
  Optional<Long> broughtBy(String model, String version) {
    return jdbc.sql("select max(id) from retraining where model = ? and version = ?")
        .params(model, version)
        .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
        .single();
  }

  void validate(long id, boolean accepted, double accuracy, String validation, String by) {
    jdbc.sql(
            "update retraining set accepted = ?, accuracy = ?, validation = ?, validated_by = ? where id = ?")
        .params(accepted, accuracy, validation, by, id)
        .update();
  }

  /** Ends it; the first end counts. */
  void close(long id, String outcome, Instant now) {
    jdbc.sql(
            "update retraining set outcome = ?, closed_at = ?, open_slot = null where id = ? and closed_at is null")
        .params(outcome, utc(now), id)
        .update();
  }

  private static Retraining retraining(ResultSet row, int number) throws SQLException {
    return new Retraining(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        new Call(
            row.getString(4),
            row.getString(5),
            row.getString(6),
            instant(row, 7),
            row.getString(8)),
        new Decision(row.getObject(9, Boolean.class), row.getString(10), row.getString(11)),
        new Training(
            row.getString(12),
            row.getString(13),
            row.getObject(14, Double.class),
            row.getObject(15, Integer.class)),
        new Validation(
            row.getObject(16, Boolean.class), row.getObject(17, Double.class), row.getString(18)),
        row.getString(19),
        instant(row, 20));
  }

  /** One more cause of an open retraining. */
  record Joined(long retraining, String cause, String why) {}

  private static Joined oneMore(ResultSet row, int number) throws SQLException {
    return new Joined(row.getLong(1), row.getString(2), row.getString(3));
  }
}
