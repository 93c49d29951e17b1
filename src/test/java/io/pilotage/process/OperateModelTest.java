package io.pilotage.process;

import static io.pilotage.operations.activity.OperationsVariables.GOVERNANCE_UPDATE;
import static io.pilotage.operations.activity.OperationsVariables.REVIEW_DECISION;
import static io.pilotage.operations.activity.OperationsVariables.REVIEW_NOTE;
import static io.pilotage.operations.activity.OperationsVariables.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.gate.Cause;
import io.pilotage.gate.GateVariables;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.Callers;
import io.pilotage.operations.ModelReview;
import io.pilotage.operations.Retrainings;
import io.pilotage.operations.ReviewDecision;
import io.pilotage.operations.Reviews;
import io.pilotage.operations.Watches;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.traffic.Routes;
import io.pilotage.value.Working;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class OperateModelTest extends ProcessTest {

  @Autowired private Initiatives initiatives;
  @Autowired private Models models;
  @Autowired private Routes routes;
  @Autowired private Callers callers;
  @Autowired private Watches watches;
  @Autowired private Reviews reviews;
  @Autowired private Retrainings retrainings;

  private String key;
  private String model;

  @BeforeEach
  void goLive() {
    key = freshKey("OPER");
    model = key.toLowerCase() + "-model";
    initiatives.register("Operate " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    callers.of(model, "v1").right(0.96).send(200);
  }

  @Test
  @DisplayName("R73 every model in production has thresholds, a watcher and a next review date")
  void registersTheWatch() {
    var operate = start("operate-model").about(key);

    operate.passed("Register watches").waitsAt("Review due");
    assertThat(watches.find(model).orElseThrow()).satisfies(watch -> {
      assertThat(watch.version()).isEqualTo("v1");
      assertThat(watch.nextReview()).isAfter(clock.instant());
      assertThat(watch.thresholds()).extracting("signal").contains("accuracy", "error-rate", "latency-p95");
    });
  }

  @Test
  @DisplayName("R75 a review that keeps the model leads to the next one")
  void keepsAModelThatWorks() {
    var operate = start("operate-model").about(key);

    operate.letPass("Review due");
    assertThat(operate.answer("Review model").facts()).contains("serving v1", "not enough data");
    review(operate, Working.YES, ReviewDecision.KEEP);
    sign(operate);

    operate.waitsAt("Review due").withoutPassing("Retire model");
    assertThat(reviews.of(key)).singleElement().extracting(ModelReview::working, ModelReview::decision, ModelReview::by, ModelReview::governance)
        .containsExactly(Working.YES, ReviewDecision.KEEP, "operations", "Two people approve a deployment");
    assertThat(routes.get(model).onFallback()).isFalse();
  }

  @Test
  @DisplayName("R75 yes without measured KPIs needs its reason, and it depends is no answer")
  void refusesAnswersWithoutGround() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");

    operate.answer("Review model").as("operations").with(WORKING, Working.YES).with(REVIEW_DECISION, ReviewDecision.KEEP).refusedWith("needs its reason");
    operate.answer("Review model").as("operations").withRaw("working", "IT_DEPENDS").with(REVIEW_DECISION, ReviewDecision.KEEP).refusedWith("must be one of");
    operate.answer("Review model").as("operations").with(WORKING, Working.NO).with(REVIEW_DECISION, ReviewDecision.KEEP).refusedWith("say why");
    assertThat(reviews.of(key)).isEmpty();
  }

  @Test
  void retiresAModel() {
    var operate = start("operate-model").about(key);

    operate.letPass("Review due");
    review(operate, Working.NO, ReviewDecision.RETIRE);
    sign(operate);

    operate.endedAt("Model retired").passed("Retire model");
    assertThat(routes.get(model).onFallback()).isTrue();
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.RETIRED);
    assertThat(watches.find(model)).isEmpty();
  }

  @Test
  void aStopAtTheGateRetiresTheModel() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);

    refuse(operate, SignOffDecision.STOPPED);

    operate.endedAt("Model retired");
    assertThat(routes.get(model).onFallback()).isTrue();
  }

  @Test
  @DisplayName("R81 rework brings the review back, with nothing preselected")
  void reworkBringsTheReviewBack() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");
    review(operate, Working.YES, ReviewDecision.KEEP);

    refuse(operate, SignOffDecision.REWORK);

    operate.waitsAt("Review model");
    assertThat(routes.get(model).onFallback()).isFalse();
    assertThat(operate.variable("working")).isNull();
    assertThat(operate.variable("reviewDecision")).isNull();
    assertThat(operate.variable("reviewNote")).isNull();
  }

  @Test
  @DisplayName("R72 a review may call for retraining, and the model stays")
  void aReviewMayCallForRetraining() {
    var operate = start("operate-model").about(key);
    operate.letPass("Review due");

    review(operate, Working.NO, ReviewDecision.RETRAIN);
    sign(operate);

    operate.waitsAt("Review due", "Investigate drift");
    assertThat(retrainings.of(key)).hasSize(1);
  }

  private static void review(Walk operate, Working working, ReviewDecision decision) {
    operate.answer("Review model").as("operations").with(WORKING, working).with(REVIEW_DECISION, decision).with(REVIEW_NOTE, "By last week's numbers")
        .with(GOVERNANCE_UPDATE, "Two people approve a deployment").done();
  }

  private static void sign(Walk operate) {
    for (var role : List.of("business", "operations")) {
      operate.answer("Sign off phase").as(role).with(GateVariables.DECISION, SignOffDecision.APPROVED).done();
    }
  }

  private static void refuse(Walk operate, SignOffDecision decision) {
    operate.answer("Sign off phase").as("business").with(GateVariables.DECISION, decision).with(GateVariables.CAUSE, Cause.METRIC)
        .with(GateVariables.COMMENT, "It does not pay").done();
    operate.answer("Sign off phase").as("operations").with(GateVariables.DECISION, SignOffDecision.APPROVED).done();
  }
}
