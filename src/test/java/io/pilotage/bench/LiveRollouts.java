package io.pilotage.bench;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rollouts at five percent by the thousand: the rows the product writes for each, without the
 * process that would wait beside them. The router finds them as it finds the changes of another
 * node.
 */
public final class LiveRollouts implements AutoCloseable {

  private static final String[] TABLES = {
    "rollout", "route", "route_change", "current_verdict", "judgement", "watch", "model_version"
  };

  private final JdbcTemplate jdbc;
  private final String name;
  private int made;

  public LiveRollouts(JdbcTemplate jdbc, String name) {
    this.jdbc = jdbc;
    this.name = name;
  }

  public String model(int number) {
    return name + "-" + number;
  }

  int made() {
    return made;
  }

  /** Adds what is missing to so many. */
  public void upTo(int wanted) {
    if (wanted <= made) return;
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    insert("initiative (initiative, title, risk_tier, model, started_at, started_by)", wanted, i ->
        new Object[] {key(i), "Live " + i, "LIMITED", model(i), now, "pm"});
    insert(
        "model_version (model, version, initiative, state, artifact, registered_at, registered_by, "
            + "approved_at, approved_by, moved_at)",
        wanted,
        i -> new Object[] {
          model(i), "v1", key(i), "LIVE", "s3://v1", now, "data-science", now, "engineering", now
        });
    insert(
        "model_version (model, version, initiative, state, artifact, registered_at, registered_by, "
            + "approved_at, approved_by, moved_at)",
        wanted,
        i -> new Object[] {
          model(i),
          "v2",
          key(i),
          "APPROVED",
          "s3://v2",
          now,
          "data-science",
          now,
          "engineering",
          now
        });
    insert(
        "route (model, initiative, stable, candidate, share, fallback, on_fallback, stage, generation, "
            + "changed_at, observed_generation, observed_at)",
        wanted,
        i -> new Object[] {
          model(i), key(i), "v1", "v2", 500, "rules", false, "canary", 3, now, 3, now
        });
    insert(
        "rollout (model, initiative, candidate, stable, state, step_backs, risk_tier, started_at)",
        wanted,
        i -> new Object[] {model(i), key(i), "v2", "v1", "RUNNING", 0, "LIMITED", now});
    jdbc.update(
        "insert into rollout_stage (rollout, stage, opened_at, shortest, longest, minimum, soak_from, "
            + "soak_until, longest_until)"
            + " select id, 'CANARY', started_at, 'PT24H', 'PT168H', 100, started_at, cast(? as timestamp "
            + "with time zone), cast(? as timestamp with time zone)"
            + " from rollout where model like ? and not exists (select 1 from rollout_stage where "
            + "rollout_stage.rollout = rollout.id)",
        now.plusDays(1),
        now.plusDays(7),
        name + "-%");
    made = wanted;
  }

  private void insert(String into, int wanted, IntFunction<Object[]> row) {
    var places = ", ?".repeat(row.apply(0).length).substring(2);
    List<Object[]> rows = IntStream.range(made, wanted).mapToObj(row).toList();
    for (int from = 0; from < rows.size(); from += 1_000) {
      jdbc.batchUpdate(
          "insert into " + into + " values (" + places + ")",
          rows.subList(from, Math.min(rows.size(), from + 1_000)));
    }
  }

  /** Takes the rows out again: the next bench has its own. */
  @Override
  public void close() {
    jdbc.update(
        "delete from rollout_stage where rollout in (select id from rollout where model like ?)",
        name + "-%");
    for (var table : TABLES)
      jdbc.update("delete from " + table + " where model like ?", name + "-%");
    jdbc.update("delete from initiative where model like ?", name + "-%");
  }

  private String key(int number) {
    return name.toUpperCase(Locale.ROOT) + "-" + number;
  }
}
