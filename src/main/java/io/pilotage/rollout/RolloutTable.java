package io.pilotage.rollout;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.initiative.RiskTier;
import io.pilotage.traffic.Route;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The SQL of rollouts, their stages, and what people said about samples. */
@Repository
class RolloutTable {

  private static final String ROLLOUT =
      "select id, model, initiative, candidate, stable, state, step_backs, risk_tier, latency_limit,"
          + " cost_limit, quality, started_at, ended_at from rollout ";
  private static final String STAGE =
      "select id, rollout, stage, opened_at, shortest, longest, minimum, soak_from, soak_until,"
          + " longest_until, outcome, ended_at from rollout_stage ";

  private final JdbcClient jdbc;

  RolloutTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void start(Rollout rollout) {
    jdbc.sql(
            "insert into rollout (model, initiative, candidate, stable, state, step_backs, risk_tier, "
                + "latency_limit, cost_limit, quality,"
                + " started_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(values(
            rollout.model(),
            rollout.initiative(),
            rollout.candidate(),
            rollout.stable(),
            rollout.state().name(),
            rollout.stepBacks(),
            rollout.agreed().riskTier().name(),
            rollout.agreed().latencyLimit(),
            rollout.agreed().costLimit(),
            rollout.agreed().quality(),
            utc(rollout.startedAt())))
        .update();
  }

  /** The rollout of the model that has not ended. */
  Optional<Rollout> running(String model) {
    return jdbc
        .sql(ROLLOUT + "where model = ? and ended_at is null order by id desc")
        .param(model)
        .query(RolloutTable::rollout)
        .list()
        .stream()
        .findFirst();
  }

  /** The newest rollout of an initiative, ended or not. */
  Optional<Rollout> newest(String initiative) {
    return jdbc
        .sql(ROLLOUT + "where initiative = ? order by id desc")
        .param(initiative)
        .query(RolloutTable::rollout)
        .list()
        .stream()
        .findFirst();
  }

  /**
   * The newest rollout of a version; with null the newest of the initiative, for a process that was
   * begun before it carried its version.
   */
  Optional<Rollout> newest(String initiative, String version) {
    if (version == null) return newest(initiative);
    return jdbc
        .sql(ROLLOUT + "where initiative = ? and candidate = ? order by id desc")
        .params(initiative, version)
        .query(RolloutTable::rollout)
        .list()
        .stream()
        .findFirst();
  }

  List<Rollout> of(String model) {
    return jdbc.sql(ROLLOUT + "where model = ? order by id desc")
        .param(model)
        .query(RolloutTable::rollout)
        .list();
  }

  /** The rollouts that have not ended, in one query. */
  List<Rollout> underWay() {
    return jdbc.sql(ROLLOUT + "where ended_at is null order by id desc")
        .query(RolloutTable::rollout)
        .list();
  }

  /**
   * Of the models of these routes the rollouts that run, and those that brought a version which
   * serves, the newest first, in one query.
   */
  List<Rollout> relevant(Collection<Route> routes) {
    if (routes.isEmpty()) return List.of();
    return jdbc.sql(ROLLOUT + "where model in (:models) and (ended_at is null"
            + " or state = 'PROMOTED' and candidate in (:serving)) order by id desc")
        .param("models", routes.stream().map(Route::model).distinct().toList())
        .param(
            "serving",
            routes.stream()
                .map(route -> Objects.requireNonNullElse(route.stable(), ""))
                .distinct()
                .toList())
        .query(RolloutTable::rollout)
        .list();
  }

  /** When each initiative first had a candidate promoted. */
  Map<String, Instant> firstPromotions() {
    return jdbc
        .sql(
            "select initiative, min(ended_at) from rollout where state = 'PROMOTED' group by initiative")
        .query((row, number) -> Map.entry(row.getString(1), instant(row, 2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Puts a rollout in the place of what it was; false when somebody moved it meanwhile. */
  boolean replace(Rollout before, Rollout after) {
    return jdbc.sql("update rollout set state = ?, step_backs = ?, ended_at = ?"
                + " where id = ? and state = ? and step_backs = ?")
            .params(values(
                after.state().name(),
                after.stepBacks(),
                utc(after.endedAt()),
                before.id(),
                before.state().name(),
                before.stepBacks()))
            .update()
        == 1;
  }

  /** The same for a step up, which comes to nothing then; whoever repeats it sees what is new. */
  void move(Rollout before, Rollout after) {
    if (!replace(before, after)) throw movedMeanwhile(before);
  }

  static OptimisticLockingFailureException movedMeanwhile(Rollout rollout) {
    return new OptimisticLockingFailureException("The rollout of " + rollout.candidate() + " of "
        + rollout.model() + " was moved by somebody else a moment ago. Look again, and repeat.");
  }

  void open(StageRun run) {
    jdbc.sql(
            "insert into rollout_stage (rollout, stage, opened_at, shortest, longest, minimum) values "
                + "(?, ?, ?, ?, ?, ?)")
        .params(
            run.rollout(),
            run.stage().name(),
            utc(run.openedAt()),
            run.plan().shortest().toString(),
            run.plan().longest().toString(),
            run.plan().minimum())
        .update();
  }

  /** The stages of a rollout, the newest first. */
  List<StageRun> stages(long rollout) {
    return jdbc.sql(STAGE + "where rollout = ? order by id desc")
        .param(rollout)
        .query(RolloutTable::stage)
        .list();
  }

  /** The stages of several rollouts, the newest first, in one query. */
  List<StageRun> stages(Collection<Long> rollouts) {
    if (rollouts.isEmpty()) return List.of();
    return jdbc.sql(STAGE + "where rollout in (:rollouts) order by id desc")
        .param("rollouts", rollouts)
        .query(RolloutTable::stage)
        .list();
  }

  void soak(long stage, Instant from, Instant until, Instant longestUntil) {
    jdbc.sql(
            "update rollout_stage set soak_from = ?, soak_until = ?, longest_until = ? where id = ? and "
                + "soak_from is null")
        .params(utc(from), utc(until), utc(longestUntil), stage)
        .update();
  }

  void extend(long stage, Instant longestUntil) {
    jdbc.sql("update rollout_stage set longest_until = ? where id = ?")
        .params(utc(longestUntil), stage)
        .update();
  }

  /** Writes the end of a stage down; false when it had ended already, which then counts. */
  boolean end(StageRun run) {
    return jdbc.sql(
                "update rollout_stage set outcome = ?, ended_at = ? where id = ? and outcome is null")
            .params(run.outcome().name(), utc(run.endedAt()), run.id())
            .update()
        > 0;
  }

  /** Keeps what a person said about a prediction; the first word about it counts. */
  void check(long stage, String prediction, boolean agreed, String note, String by, Instant now) {
    var known = jdbc.sql(
            "select count(*) from sample_check where rollout_stage = ? and prediction = ?")
        .params(stage, prediction)
        .query(Long.class)
        .single();
    if (known > 0) return;
    jdbc.sql(
            "insert into sample_check (rollout_stage, prediction, agreed, note, checked_by, checked_at) "
                + "values (?, ?, ?, ?, ?, ?)")
        .params(values(stage, prediction, agreed, note, by, utc(now)))
        .update();
  }

  /** What people said, for several stages in one query. */
  List<Opinions> opinions(Collection<Long> stages) {
    if (stages.isEmpty()) return List.of();
    return jdbc.sql(
            "select rollout_stage, count(*), sum(case when agreed then 1 else 0 end), max(checked_at) "
                + "from sample_check"
                + " where rollout_stage in (:stages) group by rollout_stage")
        .param("stages", stages)
        .query((row, number) ->
            new Opinions(row.getLong(1), row.getLong(2), row.getLong(3), instant(row, 4)))
        .list();
  }

  List<String> checked(long stage) {
    return jdbc.sql("select prediction from sample_check where rollout_stage = ?")
        .param(stage)
        .query(String.class)
        .list();
  }

  private static final String WAY =
      "select id, model, initiative, target, reason, asked_by, cause, from_generation, to_generation,"
          + " triggered_at, confirmed_at, took_millis from way_back ";

  long add(Rollback way) {
    var key = new GeneratedKeyHolder();
    jdbc.sql(
            "insert into way_back (model, initiative, target, reason, asked_by, cause, from_generation, "
                + "to_generation, triggered_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(values(
            way.model(),
            way.initiative(),
            way.target().name(),
            way.reason(),
            way.by(),
            way.cause().name(),
            way.fromGeneration(),
            way.toGeneration(),
            utc(way.triggeredAt())))
        .update(key, "id");
    return key.getKey().longValue();
  }

  void confirmed(long way, Instant at, long tookMillis) {
    jdbc.sql(
            "update way_back set confirmed_at = ?, took_millis = ? where id = ? and confirmed_at is null")
        .params(utc(at), tookMillis, way)
        .update();
  }

  Optional<Rollback> way(long id) {
    return jdbc.sql(WAY + "where id = ?").param(id).query(RolloutTable::way).optional();
  }

  /** The ways back of a model, the newest first. */
  List<Rollback> ways(String model) {
    return jdbc.sql(WAY + "where model = ? order by id desc")
        .param(model)
        .query(RolloutTable::way)
        .list();
  }

  /** What people said about the samples of one stage. */
  record Opinions(long stage, long all, long agreed, Instant newest) {}

  private static Rollout rollout(ResultSet row, int number) throws SQLException {
    return new Rollout(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        RolloutState.valueOf(row.getString(6)),
        row.getInt(7),
        new Rollout.Agreed(
            RiskTier.valueOf(row.getString(8)),
            decimal(row, 9),
            decimal(row, 10),
            decimal(row, 11)),
        instant(row, 12),
        instant(row, 13));
  }

  private static StageRun stage(ResultSet row, int number) throws SQLException {
    var soakFrom = instant(row, 8);
    return new StageRun(
        row.getLong(1),
        row.getLong(2),
        Stage.valueOf(row.getString(3)),
        instant(row, 4),
        new StageRun.Plan(
            Duration.parse(row.getString(5)), Duration.parse(row.getString(6)), row.getLong(7)),
        soakFrom == null ? null : new StageRun.Soak(soakFrom, instant(row, 9), instant(row, 10)),
        row.getString(11) == null ? null : StageOutcome.valueOf(row.getString(11)),
        instant(row, 12));
  }

  private static Rollback way(ResultSet row, int number) throws SQLException {
    var took = row.getLong(12);
    return new Rollback(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        RollbackTarget.valueOf(row.getString(4)),
        row.getString(5),
        row.getString(6),
        RollbackCause.valueOf(row.getString(7)),
        row.getLong(8),
        row.getLong(9),
        instant(row, 10),
        instant(row, 11),
        row.wasNull() ? null : took);
  }

  private static Double decimal(ResultSet row, int column) throws SQLException {
    var number = row.getDouble(column);
    return row.wasNull() ? null : number;
  }

  private static List<Object> values(Object... values) {
    return new ArrayList<>(java.util.Arrays.asList(values));
  }
}
