package io.pilotage.watch;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of the watch: its models, its looks, what each look found, and the times monitoring was
 * out of reach.
 */
@Repository
class WatchTable {

  private static final String WATCHES =
      "select model, initiative, version, first_seen, newest_sample, silent_since, registered_at, "
          + "next_review from watch ";

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  WatchTable(JdbcClient jdbc, JdbcTemplate batch) {
    this.jdbc = jdbc;
    this.batch = batch;
  }

  Map<String, Watch> all() {
    return jdbc.sql(WATCHES).query((row, number) -> watch(row, List.of())).list().stream()
        .collect(Collectors.toMap(Watch::model, watch -> watch));
  }

  Optional<Watch> find(String model) {
    var thresholds = jdbc.sql(
            "select signal, threshold, baseline from watch_threshold where model = ? order by signal")
        .param(model)
        .query((row, number) -> new Watch.Threshold(
            row.getString(1), row.getObject(2, Double.class), row.getObject(3, Double.class)))
        .list();
    return jdbc.sql(WATCHES + "where model = ?")
        .param(model)
        .query((row, number) -> watch(row, thresholds))
        .optional();
  }

  /** Makes the model watched; the first sight counts. */
  void see(String model, String initiative, Instant now) {
    jdbc.sql(
            "insert into watch (model, initiative, first_seen) select ?, cast(? as varchar), cast(? as "
                + "timestamp with time zone)"
                + " where not exists (select 1 from watch where model = ?)")
        .params(Arrays.asList(model, initiative, utc(now), model))
        .update();
  }

  void register(
      String model, String initiative, String version, Instant handedAt, Instant nextReview) {
    jdbc.sql(
            "update watch set initiative = ?, version = ?, registered_at = cast(? as timestamp with time "
                + "zone), next_review = ? where model = ?")
        .params(Arrays.asList(initiative, version, utc(handedAt), utc(nextReview), model))
        .update();
    jdbc.sql("delete from watch_threshold where model = ?").param(model).update();
  }

  /** Fixes how many healthy weeks make the model stable; what was fixed first counts. */
  void stableAfter(String model, int weeks) {
    jdbc.sql("update watch set stable_after = ? where model = ? and stable_after is null")
        .params(weeks, model)
        .update();
  }

  /** When the model was handed to operation, if it was. */
  Optional<Handed> handed(String model) {
    return jdbc.sql(
            "select registered_at, stable_after from watch where model = ? and registered_at is not null")
        .param(model)
        .query((row, number) -> new Handed(instant(row, 1), row.getObject(2, Integer.class)))
        .optional();
  }

  /** Model to how many thresholds with a number it has, in one query. */
  Map<String, Integer> thresholds() {
    return jdbc
        .sql("select model, count(threshold) from watch_threshold group by model")
        .query((row, number) -> Map.entry(row.getString(1), row.getInt(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void threshold(String model, Watch.Threshold threshold) {
    jdbc.sql("insert into watch_threshold (model, signal, threshold, baseline) values (?, ?, ?, ?)")
        .params(
            Arrays.asList(model, threshold.signal(), threshold.threshold(), threshold.baseline()))
        .update();
  }

  void nextReview(String model, Instant nextReview) {
    jdbc.sql("update watch set next_review = ? where model = ?")
        .params(utc(nextReview), model)
        .update();
  }

  void forget(String model) {
    jdbc.sql("delete from watch_threshold where model = ?").param(model).update();
    jdbc.sql("delete from watch where model = ?").param(model).update();
  }

  /** Notes the newest sample of each model, in one statement however many there are. */
  void heard(Map<String, Instant> newest) {
    if (newest.isEmpty()) return;
    batch.batchUpdate(
        "update watch set newest_sample = ?, silent_since = null where model = ?",
        newest.entrySet().stream()
            .map(model -> new Object[] {utc(model.getValue()), model.getKey()})
            .toList());
  }

  /** True when the silence begins. */
  boolean silent(String model, Instant since) {
    return jdbc.sql("update watch set silent_since = ? where model = ? and silent_since is null")
            .params(utc(since), model)
            .update()
        == 1;
  }

  Optional<Instant> outage() {
    return jdbc
        .sql("select since from watch_outage where ended_at is null")
        .query((row, number) -> instant(row, 1))
        .list()
        .stream()
        .findFirst();
  }

  /** True when the outage begins. */
  boolean outageBegins(Instant now) {
    return jdbc.sql(
                "insert into watch_outage (since) select cast(? as timestamp with time zone) where not "
                    + "exists (select 1 from watch_outage where ended_at is null)")
            .param(utc(now))
            .update()
        == 1;
  }

  boolean outageEnds(Instant now) {
    return jdbc.sql("update watch_outage set ended_at = ? where ended_at is null")
            .param(utc(now))
            .update()
        > 0;
  }

  /**
   * True when the look has the turn now. One taken in the future was taken by another clock, and
   * holds up nobody.
   */
  boolean takeTurn(String look, Instant now, Duration lease) {
    return jdbc.sql("update watch_turn set look = ?, taken_at = ? where look is null or look = ?"
                + " or taken_at < ? or taken_at > ?")
            .params(look, utc(now), look, utc(now.minus(lease)), utc(now.plus(lease)))
            .update()
        == 1;
  }

  /** Renews a turn that the look still has; one that has ended or went to another stays so. */
  void keepTurn(String look, Instant now) {
    jdbc.sql("update watch_turn set taken_at = ? where look = ?")
        .params(utc(now), look)
        .update();
  }

  void endTurn(String look) {
    jdbc.sql("update watch_turn set look = null where look = ?").param(look).update();
  }

  /** Begins a look; repeating it begins it anew. */
  void look(String look, Instant now, boolean available, int models) {
    jdbc.sql("delete from watch_finding where look = ? and raised_at is null")
        .param(look)
        .update();
    jdbc.sql("delete from watch_look where look = ?").param(look).update();
    jdbc.sql("insert into watch_look (look, started_at, available, models) values (?, ?, ?, ?)")
        .params(look, utc(now), available, models)
        .update();
  }

  boolean available(String look) {
    return jdbc.sql("select available from watch_look where look = ?")
        .param(look)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  void judged(String look, Instant now) {
    jdbc.sql("update watch_look set judged_at = ? where look = ?")
        .params(utc(now), look)
        .update();
    jdbc.sql(
            "delete from watch_finding where look = ? and raised_at is null and cause not in ('silence', "
                + "'monitoring')")
        .param(look)
        .update();
  }

  /** Looks and what they found are kept for a day; what was opened by them stays for good. */
  void forgetBefore(Instant oldest) {
    jdbc.sql(
            "delete from watch_finding where look in (select look from watch_look where started_at < ?)")
        .param(utc(oldest))
        .update();
    jdbc.sql("delete from watch_look where started_at < ?").param(utc(oldest)).update();
  }

  void found(String look, Finding finding) {
    jdbc.sql(
            "insert into watch_finding (look, model, version, in_rollout, cause, severity, why) values "
                + "(?, ?, ?, ?, ?, ?, ?)")
        .params(Arrays.asList(
            look,
            finding.model(),
            finding.version(),
            finding.inRollout(),
            finding.cause(),
            finding.severity(),
            finding.why()))
        .update();
  }

  List<Finding> toRaise(String look) {
    return jdbc.sql(
            "select f.id, w.initiative, f.model, f.version, f.in_rollout, f.cause, f.severity, f.why "
                + "from watch_finding f"
                + " left join watch w on w.model = f.model where f.look = ? and f.raised_at is null order by f.id")
        .param(look)
        .query((row, number) -> new Finding(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getBoolean(5),
            row.getString(6),
            row.getString(7),
            row.getString(8)))
        .list();
  }

  void raised(List<Long> ids, Instant now) {
    if (!ids.isEmpty())
      jdbc.sql("update watch_finding set raised_at = :now where id in (:ids)")
          .param("now", utc(now))
          .param("ids", ids)
          .update();
  }

  void failed(long id, String problem) {
    jdbc.sql("update watch_finding set problem = ? where id = ?")
        .params(problem, id)
        .update();
  }

  private static Watch watch(ResultSet row, List<Watch.Threshold> thresholds) throws SQLException {
    return new Watch(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        instant(row, 4),
        instant(row, 5),
        instant(row, 6),
        instant(row, 7),
        instant(row, 8),
        thresholds);
  }

  /** What one look found at one model; the model is “*” for monitoring itself. */
  record Finding(
      long id,
      String initiative,
      String model,
      String version,
      boolean inRollout,
      String cause,
      String severity,
      String why) {

    Finding(
        String model,
        String version,
        boolean inRollout,
        String cause,
        String severity,
        String why) {
      this(0, null, model, version, inRollout, cause, severity, why);
    }
  }
}
