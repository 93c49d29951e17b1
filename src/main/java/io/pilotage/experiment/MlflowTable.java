package io.pilotage.experiment;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of what was read from MLflow: which runs became records, which could not, and how the
 * last look went.
 */
@Repository
class MlflowTable {

  private final JdbcClient jdbc;

  MlflowTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Set<String> taken(String initiative) {
    return jdbc
        .sql("select run_id from experiment_run where initiative = ? and problem is null")
        .param(initiative)
        .query(String.class)
        .list()
        .stream()
        .collect(Collectors.toSet());
  }

  /**
   * Claims a run for this transaction. A second claim fails on the key, so that of two nodes one
   * records it.
   */
  void take(String initiative, String run, Instant now) {
    jdbc.sql("delete from experiment_run where run_id = ? and problem is not null")
        .param(run)
        .update();
    jdbc.sql("insert into experiment_run (run_id, initiative, seen_at) values (?, ?, ?)")
        .params(run, initiative, utc(now))
        .update();
  }

  void became(String run, long experiment) {
    jdbc.sql("update experiment_run set experiment = ? where run_id = ?")
        .params(experiment, run)
        .update();
  }

  /** Remembers why a run is no record; nothing once it is one. */
  void refused(String initiative, String run, String name, String problem, Instant now) {
    if (jdbc.sql(
                "update experiment_run set problem = ?, run_name = ?, seen_at = ? where run_id = ? and "
                    + "problem is not null")
            .params(problem, name, utc(now), run)
            .update()
        > 0) return;
    if (jdbc.sql("select count(*) from experiment_run where run_id = ?")
            .param(run)
            .query(Long.class)
            .single()
        > 0) return;
    jdbc.sql(
            "insert into experiment_run (run_id, initiative, run_name, problem, seen_at) values (?, ?, ?, ?, ?)")
        .params(run, initiative, name, problem, utc(now))
        .update();
  }

  List<MlflowLook.Refused> refusals(String initiative) {
    return jdbc.sql(
            "select run_id, run_name, problem from experiment_run where initiative = ? and problem is "
                + "not null order by seen_at desc, run_id")
        .param(initiative)
        .query((row, number) ->
            new MlflowLook.Refused(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  /** Notes how a look went; true when it is the first that failed after one that did not. */
  boolean looked(String initiative, String experiment, String problem, Instant now) {
    var before = look(initiative);
    var since = problem == null ? null : before.map(MlflowLook::failingSince).orElse(now);
    var read = problem == null ? now : before.map(MlflowLook::readAt).orElse(null);
    if (jdbc.sql("update experiment_source set experiment_name = ?, read_at = ?, problem = ?, "
                + "failing_since = ? where initiative = ?")
            .params(experiment, utc(read), problem, utc(since), initiative)
            .update()
        == 0)
      jdbc.sql("insert into experiment_source (initiative, experiment_name, read_at, problem, "
              + "failing_since) values (?, ?, ?, ?, ?)")
          .params(initiative, experiment, utc(read), problem, utc(since))
          .update();
    return problem != null && before.map(MlflowLook::problem).isEmpty();
  }

  /** No experiment is read for the initiative any more. */
  void forget(String initiative) {
    jdbc.sql("delete from experiment_source where initiative = ?")
        .param(initiative)
        .update();
  }

  Optional<MlflowLook> look(String initiative) {
    return jdbc.sql(
            "select experiment_name, read_at, problem, failing_since from experiment_source where initiative = ?")
        .param(initiative)
        .query((row, number) -> new MlflowLook(
            row.getString(1),
            instant(row, 2),
            row.getString(3),
            instant(row, 4),
            refusals(initiative)))
        .optional();
  }
}
