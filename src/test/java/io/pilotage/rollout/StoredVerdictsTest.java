package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotage.CountedQueries;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.process.ProcessTest;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** What earlier looks left in the tables holds no later look up. */
class StoredVerdictsTest extends ProcessTest {

  private static final String UNREADABLE = "[{\"signal\":\"RENAMED\",\"verdict\":\"PASS\"}]";

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private RolloutTable table;

  @Autowired
  private JudgementTable judgements;

  @Autowired
  private Judge judge;

  @Autowired
  private Callers callers;

  @Autowired
  private Notices notices;

  @Autowired
  private JdbcTemplate jdbc;

  private String key;
  private String model;

  @BeforeEach
  void openRoute() {
    key = freshKey("STORED");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    serve(key, model);
  }

  @Test
  @DisplayName(
      "R63 R70 verdicts that cannot be read stop no look: another model steps back, and operations are told once")
  void unreadableRowsStopNothing() {
    var other = freshKey("OTHER");
    var spoiled = other.toLowerCase(Locale.ROOT) + "-model";
    serve(other, spoiled);
    promoted(other, spoiled);
    rollouts.judge(spoiled);
    spoil(spoiled);
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    var rollOut = start("roll-out-model").about(key);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").right(0.7).asOf(moment).send(400);

    start("watch-models").now();
    start("watch-models").now();
    rollOut.run();

    assertThat(routes.get(model).share()).isZero();
    rollOut.waitsAt("Decide after step back");
    assertThat(notices.latest(500))
        .extracting(Notice::subject)
        .filteredOn(subject -> subject.contains(spoiled) && subject.contains("cannot be read"))
        .hasSize(1);
    assertThat(rollouts.verdictOf(spoiled)).isPresent();
    assertThat(rollouts.views()).extracting(ModelView::model).contains(model, spoiled);
  }

  @Test
  @DisplayName("R70 a look asks and reads as much after ten thousand verdicts as after one")
  void aLookCostsTheSameAfterAYear() {
    promoted(key, model);
    callers.of(model, "v1").send(400);
    rollouts.judge(model);
    var few = look();

    grow(10_000);

    var many = look();
    assertThat(many).hasSameSizeAs(few);
    assertThat(plans(many)).noneMatch(plan -> plan.toLowerCase(Locale.ROOT).contains("tablescan"));
  }

  @Test
  @DisplayName(
      "R70 a look reads the rollouts of the models it is about, and none of versions long gone")
  void readsNoRolloutsOfOld() {
    var other = freshKey("OTHER");
    serve(other, other.toLowerCase(Locale.ROOT) + "-model");
    promoted(other, other.toLowerCase(Locale.ROOT) + "-model");
    promoted(key, model);
    jdbc.update(
        "insert into rollout (model, initiative, candidate, state, step_backs, risk_tier, started_at, ended_at)"
            + " select model, initiative, 'v0', state, 0, risk_tier, started_at, ended_at from rollout"
            + " where model = ?",
        model);
    callers.of(model, "v1").send(400);

    assertThat(look())
        .filteredOn(question -> question.contains(" from rollout where"))
        .isNotEmpty()
        .allSatisfy(question -> assertThat(question).contains("model in (?)"));
    assertThat(table.relevant(List.of(routes.get(model))))
        .extracting(Rollout::model, Rollout::candidate)
        .containsExactly(tuple(model, "v1"));
    assertThat(table.relevant(List.of())).isEmpty();
  }

  @Test
  @DisplayName(
      "What was found of a version in service goes after its time; stages, and the newest verdict, stay")
  void forgets() {
    promoted(key, model);
    rollouts.judge(model);
    var stage = table.stages(table.newest(key).orElseThrow().id()).get(0).id();
    var longAgo = clock.instant().minus(Duration.ofDays(401)).atOffset(ZoneOffset.UTC);
    var silent = key.toLowerCase(Locale.ROOT) + "-silent";
    old(model, null, longAgo, "of old in service");
    old(model, stage, longAgo, "of old in a stage");
    old(model, null, longAgo.plusDays(2), "not so old");
    old(silent, null, longAgo, "of old, and the newest");
    jdbc.update(
        "insert into current_verdict (model, judgement) select model, id from judgement where model = ?",
        silent);

    judge.forgetTheOldest();

    assertThat(judgements.history(model, 10))
        .extracting(StageVerdict::why)
        .contains("of old in a stage", "not so old", "Fine.")
        .doesNotContain("of old in service")
        .hasSize(4);
    assertThat(rollouts.verdictOf(silent)).isPresent();
  }

  private void old(String name, Long stage, OffsetDateTime at, String why) {
    jdbc.update(
        "insert into judgement (model, version, rollout_stage, generation, judged_at, first_judged_at, looks,"
            + " verdict, severe, why, kinds, metrics)"
            + " values (?, 'v0', ?, 1, ?, ?, 1, 'HEALTHY', false, ?, '', '[]')",
        name,
        stage,
        at,
        at,
        why);
  }

  private List<String> look() {
    clock.pass(Duration.ofSeconds(1));
    return CountedQueries.during(() -> rollouts.judge(model));
  }

  /** How H2 reads what this look asked about verdicts. */
  private List<String> plans(List<String> asked) {
    return jdbc.execute((ConnectionCallback<List<String>>) connection -> {
      var plans = new ArrayList<String>();
      if (!isH2(connection.getMetaData())) return plans;
      for (var question : asked) {
        var sql = question.replaceFirst("prepareStatement ", "");
        if (!sql.contains("judgement") && !sql.contains("verdict_")) continue;
        if (!sql.startsWith("select")) continue;
        try (var statement = connection.prepareStatement("explain " + sql)) {
          for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++)
            statement.setObject(i, null);
          try (var row = statement.executeQuery()) {
            while (row.next()) plans.add(row.getString(1));
          }
        }
      }
      assertThat(plans).isNotEmpty();
      return plans;
    });
  }

  private static boolean isH2(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName().equals("H2");
  }

  /** The history of a long life, of this stage and of others. */
  private void grow(int rows) {
    var old = clock.instant().minus(Duration.ofDays(30));
    var stage = table.stages(table.newest(key).orElseThrow().id()).get(0).id();
    var all = new ArrayList<Object[]>();
    for (int i = 0; i < rows; i++) {
      var at = old.plusSeconds(i).atOffset(ZoneOffset.UTC);
      all.add(new Object[] {"old-" + i % 100, i % 2 == 0 ? stage : -i, at, at});
    }
    jdbc.batchUpdate(
        "insert into judgement (model, version, rollout_stage, generation, judged_at, first_judged_at, looks,"
            + " verdict, severe, why, kinds, metrics)"
            + " values (?, 'v0', ?, 1, ?, ?, 1, 'UNHEALTHY', false, 'of old', 'accuracy=FAIL', '[]')",
        all);
  }

  private void spoil(String model) {
    jdbc.update(
        "update judgement set metrics = ?, kinds = 'renamed=FAIL', verdict = case when rollout_stage is null then"
            + " verdict else 'UNHEALTHY' end where model = ?",
        UNREADABLE,
        model);
  }

  private void serve(String initiative, String name) {
    initiatives.register("Serve " + initiative, initiative, "pm");
    initiatives.classify(initiative, RiskTier.LIMITED);
    initiatives.nameModel(initiative, name);
    models.adopt(name, "v1", initiative, "s3://models/v1", "engineering");
    routes.open(name, initiative, "v1", "rules", "engineering");
  }

  /** The version that serves was brought by a rollout, and its last stage was found healthy. */
  private void promoted(String initiative, String name) {
    var now = clock.instant();
    table.start(new Rollout(
        0,
        name,
        initiative,
        "v1",
        null,
        RolloutState.RUNNING,
        0,
        new Rollout.Agreed(RiskTier.LIMITED, null, null, null),
        now,
        null));
    var rollout = table.newest(initiative).orElseThrow();
    jdbc.update(
        "insert into rollout_stage (rollout, stage, opened_at, shortest, longest, minimum, outcome, ended_at)"
            + " values (?, 'FULL', ?, 'PT1S', 'PT1S', 1, 'PASSED', ?)",
        rollout.id(),
        now.atOffset(ZoneOffset.UTC),
        now.atOffset(ZoneOffset.UTC));
    table.move(rollout, rollout.promote(now));
    var run = table.stages(rollout.id()).get(0);
    judgements.store(Map.of(healthy(name, now), run.id()));
  }

  private static StageVerdict healthy(String name, Instant now) {
    return new StageVerdict(Verdict.HEALTHY, List.of(), now, "Fine.", name, "v1", 1, now);
  }
}
