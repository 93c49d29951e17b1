package io.pilotage.registry;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of how each model's likeness in MLflow stands. */
@Repository
class MirrorTable {

  private final JdbcClient jdbc;

  MirrorTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** True when the problem is the first after a look that went well. */
  boolean looked(String model, String name, String problem, Instant now) {
    var before = of(model);
    var confirmed = problem == null ? now : before.map(MirrorLook::confirmedAt).orElse(null);
    var since = problem == null ? null : before.map(MirrorLook::failingSince).orElse(now);
    if (jdbc.sql("update registry_mirror set mlflow_name = ?, confirmed_at = ?, problem = ?, "
                + "failing_since = ? where model = ?")
            .params(name, utc(confirmed), problem, utc(since), model)
            .update()
        == 0)
      jdbc.sql(
              "insert into registry_mirror (model, mlflow_name, confirmed_at, problem, failing_since) "
                  + "values (?, ?, ?, ?, ?)")
          .params(model, name, utc(confirmed), problem, utc(since))
          .update();
    return problem != null && before.map(MirrorLook::problem).isEmpty();
  }

  void forget(String model) {
    jdbc.sql("delete from registry_mirror where model = ?").param(model).update();
  }

  Optional<MirrorLook> of(String model) {
    return jdbc.sql(
            "select mlflow_name, confirmed_at, problem, failing_since from registry_mirror where model = ?")
        .param(model)
        .query((row, number) -> new MirrorLook(
            model, row.getString(1), instant(row, 2), row.getString(3), instant(row, 4)))
        .optional();
  }
}
