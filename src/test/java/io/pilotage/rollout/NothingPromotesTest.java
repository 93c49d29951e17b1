package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.StageVerdict;
import io.pilotage.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Numbers that prove nothing, reported over HTTP: a stage on them goes nowhere, and says why. */
class NothingPromotesTest extends WebTest {

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

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

  private final String key =
      "NOTHING-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
  private final String model = key.toLowerCase(Locale.ROOT);

  @BeforeEach
  void beginARollout() {
    initiatives.register("Promote on nothing", key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
    runDueJobs();
    for (int i = 0; i < 20; i++)
      table.check(run().id(), "looked-at-" + i, true, null, "business", clock.instant());
  }

  @AfterEach
  void endIt() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .rootProcessInstances()
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "the test is over", true, true, true, true));
    routes.change(routes.get(model).withoutCandidate(), "operations", "The test is over.");
  }

  @Test
  @DisplayName(
      "R64 R70 1 and 1.0, true and True, Fine and \" fine \" are the same answer: 97 % right is 97 % "
          + "right, however it is written")
  void comparesAnswersByValue() {
    clock.pass(Duration.ofSeconds(40));
    var said = new String[] {"1", "\"1\"", "1.0", "true", "\"True\"", "\"Fine\"", "\"gut \""};
    var told =
        new String[] {"\"1.0\"", "1e0", "\" 1 \"", "\"TRUE\"", "true", "\" fine\"", "\"Gut\""};
    report(
        HALF_A_MINUTE,
        i -> i % 100 < 3 ? "\"other\"" : said[i % said.length],
        i -> told[i % told.length]);

    endTheSoak();

    assertThat(accuracy().value()).as(verdict().why()).isEqualTo(0.97);
    assertThat(verdict().stage()).as(verdict().why()).isEqualTo(Verdict.HEALTHY);
    assertThat(waitsAt("Task_SignOffPhase")).isTrue();
  }

  @Test
  @DisplayName(
      "R64 outcomes that are never what anybody answers hold the stage, and say what was answered and what came true")
  void holdsWhatNeverMatches() {
    clock.pass(Duration.ofSeconds(40));
    report(
        HALF_A_MINUTE,
        i -> Integer.toString(i % 2),
        i -> i % 2 == 0 ? "\"refused\"" : "\"approved\"");

    endTheSoak();

    assertThat(verdict().stage()).as(verdict().why()).isEqualTo(Verdict.UNCLEAR);
    assertThat(verdict().why()).contains("answers are 0, 1", "outcomes are approved, refused");
    assertThat(waitsAt("Task_SignOffPhase")).isFalse();
    assertThat(routes.get(model).percent()).isEqualTo(5.0);
  }

  @Test
  @DisplayName("R64 a stable version that is never right is nothing to be compared with")
  void holdsBesideAStableVersionThatIsNeverRight() {
    clock.pass(Duration.ofSeconds(40));
    report(HALF_A_MINUTE, i -> Integer.toString(i % 2), i -> Integer.toString(1 - i % 2));

    endTheSoak();

    assertThat(verdict().stage()).as(verdict().why()).isEqualTo(Verdict.UNCLEAR);
    assertThat(verdict().why()).contains("v1 was never right");
    assertThat(waitsAt("Task_SignOffPhase")).isFalse();
  }

  @Test
  @DisplayName(
      "R64 in pressed time too, a candidate that falls silent early in its soak is not promoted")
  void holdsASilentCandidate() {
    report(Duration.ZERO, i -> "\"fine\"", i -> i % 50 == 0 ? "\"not\"" : "\"fine\"");

    endTheSoak();

    assertThat(verdict().stage()).as(verdict().why()).isEqualTo(Verdict.UNCLEAR);
    assertThat(verdict().why()).contains("error-rate STALE", "latency-p95 STALE");
    assertThat(waitsAt("Task_SignOffPhase")).isFalse();
  }

  /**
   * 3,000 requests to stable and 600 to the candidate, answered and told as given by their number.
   */
  private void report(Duration over, IntFunction<String> prediction, IntFunction<String> actual) {
    var predictions = new ArrayList<String>();
    var outcomes = new ArrayList<String>();
    var now = clock.instant();
    for (int i = 0; i < 3_600; i++) {
      var at = now.minusMillis(over.toMillis() * i / 3_600);
      var version = i % 6 == 0 ? "v2" : "v1";
      var number = i / 6 * (i % 6 == 0 ? 1 : 5) + Math.max(0, i % 6 - 1);
      predictions.add("{\"id\":\"" + key + i + "\",\"model\":\"" + model + "\",\"version\":\""
          + version + "\",\"at\":\"" + at + "\",\"latencyMs\":20,\"prediction\":"
          + prediction.apply(number) + "}");
      outcomes.add("{\"id\":\"" + key + i + "\",\"at\":\"" + at + "\",\"actual\":"
          + actual.apply(number) + "}");
    }
    for (var answer : new Answer[] {
      anonymously().postLines("/api/predictions", predictions.toArray(String[]::new)),
      anonymously().postLines("/api/outcomes", outcomes.toArray(String[]::new))
    }) {
      assertThat(answer.at("accepted")).isEqualTo("3600");
    }
  }

  private void endTheSoak() {
    clock.passUntil(run().soakUntil().plusSeconds(1));
    runDueJobs();
  }

  private StageRun run() {
    return table.stages(table.newest(key).orElseThrow().id()).get(0);
  }

  private StageVerdict verdict() {
    return rollouts.verdictOf(model).orElseThrow();
  }

  private JudgedMetric accuracy() {
    return verdict().metric(Signal.ACCURACY).orElseThrow();
  }

  private boolean waitsAt(String task) {
    return engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(key)
            .taskDefinitionKey(task)
            .count()
        > 0;
  }
}
