package io.pilotage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.charter.Baseline;
import io.pilotage.charter.Charters;
import io.pilotage.charter.Constraints;
import io.pilotage.charter.DataOutlook;
import io.pilotage.charter.DataOutlook.Grade;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the charter allows is what the rollout holds the candidate against: nobody is asked for a
 * limit a second time.
 */
class CharterLimitsTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Charters charters;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Callers callers;

  private String key;
  private String model;

  @BeforeEach
  void approveACandidate() {
    key = freshKey("LIMIT");
    model = key.toLowerCase(Locale.ROOT);
    initiatives.register("Limits of " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    charters.measure(key, new Baseline(1_000, 95, LocalDate.now(clock), "case system", 5_000, 98));
  }

  @Test
  @DisplayName(
      "R13 the latency limit of the charter is the rollout's: a candidate within it passes")
  void passesWithinTheLimitOfTheCharter() {
    allow(60.0, null);

    judgeCandidateTaking(40);

    assertThat(metric(Signal.LATENCY_P95).limit()).isEqualTo(60.0);
    assertThat(metric(Signal.LATENCY_P95).verdict()).isEqualTo(MetricVerdict.PASS);
  }

  @Test
  @DisplayName(
      "R13 the latency limit of the charter is the rollout's: a candidate beyond it steps back, though "
          + "no slower than today")
  void stepsBackBeyondTheLimitOfTheCharter() {
    allow(30.0, null);
    var rollOut = judgeCandidateTaking(40);

    assertThat(metric(Signal.LATENCY_P95).limit()).isEqualTo(30.0);
    assertThat(metric(Signal.LATENCY_P95).verdict()).isEqualTo(MetricVerdict.FAIL);
    rollOut.passed("Step back").waitsAt("Decide after step back");
    assertThat(routes.get(model).share()).isZero();
  }

  @Test
  @DisplayName(
      "R13 the monthly cost limit of the charter, spread over its target volume, is the rollout's limit "
          + "of one prediction")
  void spreadsTheCostLimitOverTheVolume() {
    allow(null, 5_000.0);

    judgeCandidateTaking(40);

    assertThat(metric(Signal.COST).limit()).isCloseTo(5_000 / (5_000 * 365 / 12.0), within(1e-9));
  }

  private void allow(Double latencyMs, Double costPerMonth) {
    charters.assess(
        key,
        new DataOutlook("Payments", Grade.GOOD, Grade.GOOD, Grade.GOOD),
        new Constraints(latencyMs, costPerMonth, "none", false));
  }

  private Walk judgeCandidateTaking(double millis) {
    var rollOut = start("roll-out-model").about(key);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").right(0.96).taking(millis).asOf(moment).send(600);
    callers.of(model, "v2").right(0.97).taking(millis).asOf(moment).send(600);
    return rollOut.letPass("Soak time over");
  }

  private JudgedMetric metric(Signal signal) {
    return rollouts.verdictOf(model).flatMap(verdict -> verdict.metric(signal)).orElseThrow();
  }
}
