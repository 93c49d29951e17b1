package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.gate.GateVariables;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.prometheus.SpoiledPrometheus;
import io.pilotage.monitoring.prometheus.SpoiledPrometheus.Kind;
import io.pilotage.process.ProcessTest;
import io.pilotage.process.Walk;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Everything that can be wrong with the numbers, through the real client of Prometheus, at each
 * stage of the real process.
 */
class BadDataTest extends ProcessTest {

  private static final SpoiledPrometheus PROMETHEUS = new SpoiledPrometheus();

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

  private String key;
  private String model;

  @DynamicPropertySource
  static void ask(DynamicPropertyRegistry properties) {
    properties.add("pilotage.monitoring.source", () -> "prometheus");
    properties.add("pilotage.monitoring.prometheus.url", PROMETHEUS::url);
    properties.add("pilotage.monitoring.prometheus.timeout", () -> "4s");
    properties.add("pilotage.monitoring.prometheus.samples", () -> "count[$step]");
    properties.add("pilotage.monitoring.prometheus.queries.accuracy", () -> "accuracy[$step]");
    properties.add("pilotage.monitoring.prometheus.queries.error-rate", () -> "errors[$step]");
    properties.add("pilotage.monitoring.prometheus.queries.latency-p95", () -> "latency[$step]");
    properties.add("pilotage.rollout.day", () -> "P1D");
    properties.add("pilotage.rollout.limits.accuracy.freshness", () -> "P3D");
    for (var signal : List.of("error-rate", "latency-p95", "fairness"))
      properties.add("pilotage.rollout.limits." + signal + ".freshness", () -> "PT6H");
    properties.add("pilotage.rollout.split-checked", () -> "true");
    properties.add("pilotage.rollout.samples", () -> "1");
    properties.add("pilotage.rollout.next-look", () -> "PT1H");
    properties.add("spring.datasource.url", () -> "jdbc:h2:mem:bad-data;DB_CLOSE_DELAY=-1");
  }

  @AfterAll
  static void close() {
    PROMETHEUS.close();
  }

  @BeforeEach
  void approveACandidate() {
    key = freshKey("BAD");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Bad data " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    PROMETHEUS.about(model);
  }

  @ParameterizedTest
  @EnumSource(value = Stage.class, names = "SHADOW", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("R64 no bad number promotes, each says why, and good ones still do")
  void neverPromotes(Stage stage) {
    var rollOut = reach(stage);
    PROMETHEUS.spoil(Kind.NOT_A_NUMBER);
    rollOut.letPass("Soak time over");
    var softly = new SoftAssertions();

    for (var kind : Kind.values()) {
      PROMETHEUS.spoil(kind);
      rollOut.letPass("Next look due").doesNotWaitAt("Sign off phase");
      var verdict = rollouts.verdictOf(model).orElseThrow();
      softly
          .assertThat(verdict.stage())
          .as("%s: %s", kind, verdict.why())
          .isEqualTo(Verdict.UNCLEAR);
      softly.assertThat(verdict.why()).as("%s", kind).contains(kind.reason());
      softly.assertThat(routes.get(model).share()).as("%s", kind).isEqualTo(stage.share());
    }
    PROMETHEUS.spoil(null);
    rollOut.letPass("Next look due");

    softly.assertAll();
    assertThat(Kind.values().length).isGreaterThanOrEqualTo(28);
    rollOut.waitsAt("Sign off phase");
  }

  /** The soak of the stage is under way, on good numbers so far. */
  private Walk reach(Stage wanted) {
    PROMETHEUS.share(clock.instant().minus(Duration.ofMinutes(5)), Stage.CANARY.percent());
    var rollOut = start("roll-out-model").about(key);
    for (var stage = Stage.CANARY; ; stage = stage.next().orElseThrow()) {
      agree();
      if (stage == wanted) return rollOut;
      rollOut.letPass("Soak time over");
      PROMETHEUS.share(clock.instant(), stage.next().orElseThrow().percent());
      for (var role : List.of("business", "operations")) {
        rollOut
            .answer("Sign off phase")
            .as(role)
            .with(GateVariables.DECISION, SignOffDecision.APPROVED)
            .done();
      }
    }
  }

  private void agree() {
    var run = table.stages(table.newest(key).orElseThrow().id()).get(0);
    for (int i = 0; i < 20; i++)
      table.check(run.id(), "prediction-" + i, true, null, "business", clock.instant());
  }
}
