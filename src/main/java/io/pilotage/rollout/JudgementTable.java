package io.pilotage.rollout;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/**
 * The SQL of the verdicts. A look that comes to the same verdict on every metric as the one before
 * refreshes its row: the history holds what changed, not every look, and which row is the newest of
 * a model is known without reading it. A row that cannot be read is passed over and told: one of
 * them must not stop the looks at every model.
 */
@Repository
class JudgementTable {

  private static final String COLUMNS =
      "select j.model, j.version, j.generation, j.window_from, j.judged_at, j.verdict, j.why, j.metrics, j.id, "
          + "j.rollout_stage, j.kinds from judgement j ";
  private static final String CURRENT = COLUMNS + "join current_verdict c on c.judgement = j.id ";

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final ObjectMapper json;
  private final UnreadableVerdicts unreadable;

  JudgementTable(
      JdbcClient jdbc, JdbcTemplate batch, ObjectMapper json, UnreadableVerdicts unreadable) {
    this.jdbc = jdbc;
    this.batch = batch;
    this.json = json;
    this.unreadable = unreadable;
  }

  /**
   * Stores the verdicts, each with the stage it is about, in as many statements for all as for one.
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
    if (!changed.isEmpty()) add(changed);
  }

  private void add(List<Object[]> changed) {
    var keys = new GeneratedKeyHolder();
    batch.batchUpdate(
        connection -> connection.prepareStatement(
            "insert into judgement (model, version, rollout_stage, generation, window_from, judged_at, "
                + "first_judged_at, looks, verdict, severe, why, kinds, metrics)"
                + " values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
            new String[] {"id"}),
        rows(changed),
        keys);
    var current = new ArrayList<Object[]>();
    for (int i = 0; i < changed.size(); i++)
      current.add(new Object[] {keys.getKeyList().get(i).get("id"), changed.get(i)[0]});
    // Never back: another look may have stored a later verdict meanwhile.
    batch.batchUpdate(
        "update current_verdict set judgement = ? where model = ? and judgement < ?",
        current.stream().map(row -> new Object[] {row[0], row[1], row[0]}).toList());
    batch.batchUpdate(
        "insert into current_verdict (judgement, model) select cast(? as bigint), cast(? as varchar)"
            + " where not exists (select 1 from current_verdict where model = ?)",
        current.stream().map(row -> new Object[] {row[0], row[1], row[1]}).toList());
  }

  private static BatchPreparedStatementSetter rows(List<Object[]> rows) {
    return new BatchPreparedStatementSetter() {
      @Override
      public void setValues(PreparedStatement statement, int index) throws SQLException {
        new ArgumentPreparedStatementSetter(rows.get(index)).setValues(statement);
      }

      @Override
      public int getBatchSize() {
        return rows.size();
      }
    };
  }

  Optional<StageVerdict> newest(String model) {
    return Optional.ofNullable(newest(List.of(model)).get(model)).map(Row::verdict);
  }

  /** The newest verdict of every model that has one, in one query. */
  Map<String, StageVerdict> newest() {
    return read(jdbc.sql(CURRENT))
        .collect(Collectors.toMap(row -> row.verdict().model(), Row::verdict));
  }

  /** The newest healthy verdict of each of these stages. */
  Map<Long, StageVerdict> lastHealthy(Collection<Long> stages) {
    if (stages.isEmpty()) return Map.of();
    return read(jdbc.sql(COLUMNS
                + "where j.id in (select max(id) from judgement where verdict = 'HEALTHY' and rollout_stage in"
                + " (:stages) group by rollout_stage)")
            .param("stages", stages))
        .collect(Collectors.toMap(Row::stage, Row::verdict));
  }

  /** The signals that failed at any look at each of these stages. */
  Map<Long, Set<Signal>> failed(Collection<Long> stages) {
    var failed = new HashMap<Long, Set<Signal>>();
    if (stages.isEmpty()) return failed;
    jdbc.sql(
            "select distinct rollout_stage, kinds, model from judgement where verdict = 'UNHEALTHY' and "
                + "rollout_stage in (:stages)")
        .param("stages", stages)
        .query((row, number) -> failed
            .computeIfAbsent(row.getLong(1), stage -> EnumSet.noneOf(Signal.class))
            .addAll(failed(row.getString(2), row.getString(3))))
        .list();
    return failed;
  }

  private List<Signal> failed(String kinds, String model) {
    return Arrays.stream(kinds.split(" "))
        .filter(kind -> kind.endsWith("=" + MetricVerdict.FAIL))
        .map(kind -> signal(kind.substring(0, kind.indexOf('=')), model))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Signal> signal(String label, String model) {
    var known = Signal.find(label);
    if (known.isEmpty()) unreadable.tell(model, "It names a signal “" + label + "”.");
    return known;
  }

  /** What was judged about a model, the newest first. */
  List<StageVerdict> history(String model, int limit) {
    return read(jdbc.sql(COLUMNS + "where j.model = ? order by j.id desc limit " + limit)
            .param(model))
        .map(Row::verdict)
        .toList();
  }

  /**
   * How long each verdict on what a model served was found unchanged, as far as it was looked at
   * since then, the oldest first. A candidate in the shadow serves nobody.
   */
  List<VerdictSpan> spans(String model, Instant since) {
    return jdbc
        .sql(
            "select j.verdict, j.first_judged_at, j.judged_at, j.why from judgement j left join "
                + "rollout_stage s on s.id = j.rollout_stage"
                + " where j.model = ? and j.judged_at >= ? and (s.stage is null or s.stage <> 'SHADOW') order by j.id")
        .params(model, utc(since))
        .query((row, number) -> span(model, row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Forgets what was found about versions in service and not found any more since then. What was
   * judged in a stage stays: its rollout rests on it, and so does the watch after it.
   */
  void forgetBefore(Instant oldest) {
    jdbc.sql("delete from judgement where rollout_stage is null and judged_at < ? and not exists"
            + " (select 1 from current_verdict where current_verdict.judgement = judgement.id)")
        .param(utc(oldest))
        .update();
  }

  private Map<String, Row> newest(Collection<String> models) {
    if (models.isEmpty()) return Map.of();
    return read(jdbc.sql(CURRENT + "where c.model in (:models)").param("models", models))
        .collect(Collectors.toMap(row -> row.verdict().model(), row -> row));
  }

  private Stream<Row> read(JdbcClient.StatementSpec query) {
    return query.query(this::row).list().stream().flatMap(Optional::stream);
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

  private Optional<Row> row(ResultSet row, int number) throws SQLException {
    try {
      var verdict = new StageVerdict(
          Verdict.valueOf(row.getString(6)),
          metrics(row.getString(8)),
          instant(row, 5),
          row.getString(7),
          row.getString(1),
          row.getString(2),
          row.getLong(3),
          instant(row, 4));
      return Optional.of(
          new Row(row.getLong(9), row.getObject(10, Long.class), row.getString(11), verdict));
    } catch (JsonProcessingException | RuntimeException broken) {
      unreadable.tell(row.getString(1), broken.getMessage());
      return Optional.empty();
    }
  }

  private Optional<VerdictSpan> span(String model, ResultSet row) throws SQLException {
    try {
      return Optional.of(new VerdictSpan(
          Verdict.valueOf(row.getString(1)), instant(row, 2), instant(row, 3), row.getString(4)));
    } catch (IllegalArgumentException unknownVerdict) {
      unreadable.tell(model, unknownVerdict.getMessage());
      return Optional.empty();
    }
  }

  private List<JudgedMetric> metrics(String stored) throws JsonProcessingException {
    var metrics = json.readValue(stored, new TypeReference<List<JudgedMetric>>() {});
    for (var metric : metrics)
      if (metric.signal() == null || metric.verdict() == null)
        throw new IllegalStateException("A metric has no signal or no verdict.");
    return metrics;
  }

  private record Row(long id, Long stage, String kinds, StageVerdict verdict) {

    boolean sameAs(StageVerdict other, Long otherStage, String otherKinds) {
      return verdict.stage() == other.stage()
          && verdict.generation() == other.generation()
          && kinds.equals(otherKinds)
          && Objects.equals(stage, otherStage);
    }
  }
}
