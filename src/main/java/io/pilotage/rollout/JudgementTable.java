package io.pilotage.rollout;

import static io.pilotage.rollout.RolloutTable.instant;
import static io.pilotage.rollout.RolloutTable.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of the verdicts. A look that comes to the same verdict on every metric as the one before
 * refreshes its row: the history holds what changed, not every look.
 */
@Repository
class JudgementTable {

  private static final String COLUMNS =
      "select model, version, generation, window_from, judged_at, verdict, why, metrics, id, "
          + "rollout_stage, kinds from judgement ";

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final ObjectMapper json;

  JudgementTable(JdbcClient jdbc, JdbcTemplate batch, ObjectMapper json) {
    this.jdbc = jdbc;
    this.batch = batch;
    this.json = json;
  }

  /**
   * Stores the verdicts, each with the stage it is about, in two statements however many there are.
   */
  void store(Map<StageVerdict, Long> verdicts) {
    var newest = newest(verdicts.keySet().stream().map(StageVerdict::model).toList());
    var same = new ArrayList<Object[]>();
    var changed = new ArrayList<Object[]>();
    verdicts.forEach((verdict, stage) -> {
      var last = newest.get(verdict.model());
      var metrics = write(verdict);
      if (last != null && last.sameAs(verdict, stage, kinds(verdict))) {
        same.add(new Object[] {utc(verdict.judgedAt()), verdict.why(), metrics, last.id()});
      } else {
        changed.add(new Object[] {
          verdict.model(),
          verdict.version(),
          stage,
          verdict.generation(),
          utc(verdict.from()),
          utc(verdict.judgedAt()),
          utc(verdict.judgedAt()),
          verdict.stage().name(),
          verdict.severe(),
          verdict.why(),
          kinds(verdict),
          metrics
        });
      }
    });
    if (!same.isEmpty())
      batch.batchUpdate(
          "update judgement set judged_at = ?, looks = looks + 1, why = ?, metrics = ? where id = ?",
          same);
    if (!changed.isEmpty()) {
      batch.batchUpdate(
          "insert into judgement (model, version, rollout_stage, generation, window_from, judged_at, "
              + "first_judged_at, looks,"
              + " verdict, severe, why, kinds, metrics) values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
          changed);
    }
  }

  Optional<StageVerdict> newest(String model) {
    return Optional.ofNullable(newest(List.of(model)).get(model)).map(Row::verdict);
  }

  /** The newest verdict of every model that has one, in one query. */
  Map<String, StageVerdict> newest() {
    return jdbc
        .sql(COLUMNS + "where id in (select max(id) from judgement group by model)")
        .query(this::row)
        .list()
        .stream()
        .collect(Collectors.toMap(row -> row.verdict().model(), Row::verdict));
  }

  /** The newest healthy verdict of each of these stages. */
  Map<Long, StageVerdict> lastHealthy(Collection<Long> stages) {
    if (stages.isEmpty()) return Map.of();
    return jdbc
        .sql(COLUMNS
            + "where id in (select max(id) from judgement where verdict = 'HEALTHY' and rollout_stage in (:stages)"
            + " group by rollout_stage)")
        .param("stages", stages)
        .query(this::row)
        .list()
        .stream()
        .collect(Collectors.toMap(Row::stage, Row::verdict));
  }

  /** The signals that failed at any look at each of these stages. */
  Map<Long, Set<Signal>> failed(Collection<Long> stages) {
    var failed = new HashMap<Long, Set<Signal>>();
    if (stages.isEmpty()) return failed;
    jdbc.sql("select distinct rollout_stage, kinds from judgement where verdict = 'UNHEALTHY' and "
            + "rollout_stage in (:stages)")
        .param("stages", stages)
        .query((row, number) -> failed
            .computeIfAbsent(row.getLong(1), stage -> EnumSet.noneOf(Signal.class))
            .addAll(failed(row.getString(2))))
        .list();
    return failed;
  }

  private static List<Signal> failed(String kinds) {
    return Arrays.stream(kinds.split(" "))
        .filter(kind -> kind.endsWith("=" + MetricVerdict.FAIL))
        .map(kind -> Signal.of(kind.substring(0, kind.indexOf('='))))
        .toList();
  }

  /** What was judged about a model, the newest first. */
  List<StageVerdict> history(String model, int limit) {
    return jdbc
        .sql(COLUMNS + "where model = ? order by id desc limit " + limit)
        .param(model)
        .query(this::row)
        .list()
        .stream()
        .map(Row::verdict)
        .toList();
  }

  /**
   * How long each verdict on what a model served was found unchanged, as far as it was looked at
   * since then, the oldest first. A candidate in the shadow serves nobody.
   */
  List<VerdictSpan> spans(String model, Instant since) {
    return jdbc.sql(
            "select j.verdict, j.first_judged_at, j.judged_at, j.why from judgement j left join "
                + "rollout_stage s on s.id = j.rollout_stage"
                + " where j.model = ? and j.judged_at >= ? and (s.stage is null or s.stage <> 'SHADOW') order by j.id")
        .params(model, utc(since))
        .query((row, number) -> new VerdictSpan(
            Verdict.valueOf(row.getString(1)), instant(row, 2), instant(row, 3), row.getString(4)))
        .list();
  }

  private Map<String, Row> newest(Collection<String> models) {
    if (models.isEmpty()) return Map.of();
    var rows = new HashMap<String, Row>();
    jdbc
        .sql(COLUMNS
            + "where id in (select max(id) from judgement where model in (:models) group by model)")
        .param("models", models)
        .query(this::row)
        .list()
        .stream()
        .forEach(row -> rows.put(row.verdict().model(), row));
    return rows;
  }

  /** The verdicts without their numbers: what makes two looks the same. */
  private static String kinds(StageVerdict verdict) {
    return verdict.metrics().stream()
        .map(metric -> metric.signal().label() + "=" + metric.verdict())
        .collect(Collectors.joining(" "));
  }

  private String write(StageVerdict verdict) {
    try {
      return json.writeValueAsString(verdict.metrics());
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private Row row(ResultSet row, int number) throws SQLException {
    try {
      var metrics = json.readValue(row.getString(8), new TypeReference<List<JudgedMetric>>() {});
      var verdict = new StageVerdict(
          Verdict.valueOf(row.getString(6)),
          metrics,
          instant(row, 5),
          row.getString(7),
          row.getString(1),
          row.getString(2),
          row.getLong(3),
          instant(row, 4));
      return new Row(row.getLong(9), row.getObject(10, Long.class), row.getString(11), verdict);
    } catch (JsonProcessingException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private record Row(long id, Long stage, String kinds, StageVerdict verdict) {

    boolean sameAs(StageVerdict other, Long otherStage, String otherKinds) {
      return verdict.stage() == other.stage()
          && verdict.generation() == other.generation()
          && kinds.equals(otherKinds)
          && java.util.Objects.equals(stage, otherStage);
    }
  }
}
