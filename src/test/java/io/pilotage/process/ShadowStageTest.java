package io.pilotage.process;

import static io.pilotage.rollout.activity.RolloutVariables.COMMENT;
import static io.pilotage.rollout.activity.RolloutVariables.STEP_BACK_DECISION;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.gate.GateVariables;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.registry.Models;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.Rollouts;
import io.pilotage.rollout.StepBackDecision;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The stage before the first: both versions answer, the stable one serves, and the two are compared
 * request by request.
 */
class ShadowStageTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

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

  @Test
  @DisplayName("R60 a candidate as good in the shadow takes its first five percent, and not before")
  void beginsInTheShadow() {
    var rollOut = begin("shadowed-1");

    rollOut.waitsAt("Soak time over");
    assertThat(routes.get(model).stage()).isEqualTo("shadow");
    assertThat(routes.get(model).share()).isZero();
    answers(96, 97);
    rollOut.letPass("Soak time over");
    rollOut.waitsAt("Sign off phase");
    assertThat(accuracy().verdict()).isEqualTo(MetricVerdict.PASS);
    assertThat(routes.get(model).share()).as("still nobody gets the candidate").isZero();
    for (var role : List.of("business", "operations")) {
      rollOut
          .answer("Sign off phase")
          .as(role)
          .with(GateVariables.DECISION, SignOffDecision.APPROVED)
          .done();
    }

    rollOut.waitsAt("Soak time over");
    assertThat(routes.get(model).stage()).isEqualTo("canary");
    assertThat(routes.get(model).percent()).isEqualTo(5.0);
  }

  @Test
  @DisplayName(
      "R63 a candidate worse in the shadow never gets a live request; somebody decides, and it begins in "
          + "the shadow again")
  void leavesTheShadow() {
    var rollOut = begin("shadowed-2");
    answers(96, 70);
    rollOut.letPass("Soak time over");

    rollOut.passed("Step back").waitsAt("Decide after step back");
    assertThat(routes.get(model).stage()).isEqualTo("waiting");
    assertThat(routes.get(model).onFallback())
        .as("nobody was harmed, so the stable version serves on")
        .isFalse();
    assertThat(routes.history(model).stream()
            .allMatch(change ->
                change.after().share() == 0 || "v1".equals(change.after().candidate())))
        .isTrue();
    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .with(COMMENT, "Retrained on the right days")
        .done();

    rollOut.waitsAt("Soak time over");
    assertThat(routes.get(model).stage()).isEqualTo("shadow");
  }

  @Test
  @DisplayName(
      "R64 answers that are not to the same requests are not compared, and nothing is promoted")
  void comparesSameRequestsOnly() {
    var rollOut = begin("shadowed-3");
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").right(0.96).asOf(moment).send(600);
    callers.of(model, "v2").right(0.97).asOf(moment).send(600);
    rollOut.letPass("Soak time over");

    rollOut.waitsAt("Next look due");
    var verdict = rollouts.verdictOf(model).orElseThrow();
    assertThat(verdict.stage()).isEqualTo(Verdict.UNCLEAR);
    assertThat(accuracy().verdict()).isEqualTo(MetricVerdict.TOO_FEW);
    assertThat(accuracy().why()).contains("requests answered by both versions");
  }

  @Test
  @DisplayName("R65 an operator takes a candidate out of the shadow too")
  void isTakenBackByAnOperator() {
    var rollOut = begin("shadowed-4");

    rollouts.rollBack(
        model, RollbackTarget.PREVIOUS_STAGE, "It logs what it must not", "operations");
    rollOut.run();

    rollOut.waitsAt("Decide after step back");
    assertThat(routes.get(model).stage()).isEqualTo("waiting");
  }

  private Walk begin(String name) {
    key = freshKey("SHADE");
    model = name;
    initiatives.register("Roll out " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    return start("roll-out-model").about(key);
  }

  private void answers(int stableRight, int candidateRight) {
    clock.pass(Duration.ofSeconds(30));
    callers.inTheShadow(model, "v1", stableRight, "v2", candidateRight, 600);
  }

  private JudgedMetric accuracy() {
    return rollouts
        .verdictOf(model)
        .flatMap(verdict -> verdict.metric(Signal.ACCURACY))
        .orElseThrow();
  }
}
