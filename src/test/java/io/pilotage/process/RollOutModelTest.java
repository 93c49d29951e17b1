package io.pilotage.process;

import static io.pilotage.rollout.activity.RolloutVariables.COMMENT;
import static io.pilotage.rollout.activity.RolloutVariables.OTHER_VERSION;
import static io.pilotage.rollout.activity.RolloutVariables.RETRAINING;
import static io.pilotage.rollout.activity.RolloutVariables.STAGE_DECISION;
import static io.pilotage.rollout.activity.RolloutVariables.STEP_BACK_DECISION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.pilotage.engine.Refusal;
import io.pilotage.gate.Cause;
import io.pilotage.gate.GateVariables;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Outcome;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.rollout.Candidates;
import io.pilotage.rollout.Freezes;
import io.pilotage.rollout.Frozen;
import io.pilotage.rollout.RollbackCause;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.Rollouts;
import io.pilotage.rollout.Samples;
import io.pilotage.rollout.StageDecision;
import io.pilotage.rollout.Stages;
import io.pilotage.rollout.StepBackDecision;
import io.pilotage.rollout.WaitingVersion;
import io.pilotage.rollout.activity.RolloutVariables;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.JudgedMetric;
import io.pilotage.verdict.MetricVerdict;
import io.pilotage.verdict.Signal;
import io.pilotage.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.camunda.spin.Spin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RollOutModelTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Samples samples;

  @Autowired
  private Stages stages;

  @Autowired
  private Candidates candidates;

  @Autowired
  private Freezes freezes;

  @Autowired
  private Notices notices;

  @Autowired
  private Callers callers;

  private String key;
  private String model;

  @AfterEach
  void thaw() {
    clock.reset();
    if (freezes.current().isPresent()) asOperations(() -> freezes.end());
    freezes.keep();
  }

  @BeforeEach
  void approveACandidate() {
    key = freshKey("ROLL");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Roll out " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    approve("v2");
  }

  @Test
  @DisplayName(
      "R60 R62 R66 a healthy candidate goes 5, 25, 75, 100 percent and becomes the stable version")
  void promotesAHealthyCandidate() {
    var rollOut = start("roll-out-model").about(key);

    rollOut.waitsAt("Soak time over");
    assertThat(share()).isEqualTo(5.0);
    passStage(rollOut);
    assertThat(share()).isEqualTo(25.0);
    passStage(rollOut);
    assertThat(share()).isEqualTo(75.0);
    passStage(rollOut);
    assertThat(share()).isEqualTo(100.0);
    assertThat(rollouts.inProduction()).as("R86 not before the promotion").doesNotContainKey(key);
    passStage(rollOut);

    assertThat(rollouts.inProduction()).containsKey(key);
    rollOut.endedAt("Candidate promoted").passed("Validate sample").passed("Stage passed");
    assertThat(routes.get(model).stable()).isEqualTo("v2");
    assertThat(routes.get(model).candidate()).isNull();
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.LIVE);
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.RETIRED);
    assertThat(
            routes.history(model).stream().map(change -> change.after().share()).toList())
        .containsSubsequence(0, 10_000, 7_500, 2_500, 500, 0);
    assertThat(rollOut.variable("rolloutOutcome")).isEqualTo("PROMOTED");
  }

  @Test
  @DisplayName(
      "R66 people are asked about live predictions at the canary, and what they say enters the verdict")
  void asksPeopleAboutLivePredictions() {
    var rollOut = start("roll-out-model").about(key);
    healthy();
    rollOut.letPass("Soak time over");

    rollOut.waitsAt("Validate sample");
    assertThat(rollOut.answer("Validate sample").facts()).contains("canary", "v2");
    rollOut
        .answer("Validate sample")
        .as("business")
        .withRaw("sample", Spin.JSON("[{\"prediction\":\"not-mine\",\"opinion\":\"AGREE\"}]"))
        .refusedWith("is no prediction the candidate made");
    rollOut
        .answer("Validate sample")
        .as("business")
        .withRaw("sample", Spin.JSON("[]"))
        .refusedWith("an empty list says nothing");
    rollOut.answer("Validate sample").as("business").refusedWith("has no answer yet");
    rollOut
        .answer("Validate sample")
        .as("business")
        .withRaw("sample", opinions("AGREE"))
        .done();
    rollOut.letPass("Next look due");

    rollOut.waitsAt("Sign off phase");
    assertThat(metric(Signal.AGREEMENT).n()).isEqualTo(20);
    assertThat(metric(Signal.AGREEMENT).verdict()).isEqualTo(MetricVerdict.PASS);
  }

  @Test
  @DisplayName("R66 a candidate people disagree with steps back")
  void stepsBackWhenPeopleDisagree() {
    var rollOut = start("roll-out-model").about(key);
    healthy();
    rollOut.letPass("Soak time over");
    rollOut
        .answer("Validate sample")
        .as("business")
        .withRaw("sample", opinions("DISAGREE"))
        .done();
    rollOut.letPass("Next look due");

    rollOut.passed("Step back").waitsAt("Decide after step back");
    assertThat(share()).isZero();
  }

  @Test
  @DisplayName("R65 the candidate of a withdrawn initiative takes no more traffic")
  void takesTrafficBackWhenTheInitiativeIsWithdrawn() {
    atStage(2);

    initiatives.close(key, Outcome.WITHDRAWN, "The priority changed");

    assertThat(share()).isZero();
    assertThat(routes.get(model).candidate()).isNull();
    assertThat(routes.get(model).stable()).isEqualTo("v1");
  }

  @Test
  @DisplayName(
      "R63 an unhealthy candidate goes back exactly one stage by itself, and operations decides")
  void stepsBackWhenTheCandidateTurnsUnhealthy() {
    var rollOut = atStage(3);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").right(0.7).asOf(moment).send(400);

    rollOut.letPass("Soak time over");

    rollOut
        .passed("Traffic stepped back")
        .waitsAt("Decide after step back")
        .withoutPassing("Promote candidate");
    assertThat(share()).isEqualTo(25.0);
    assertThat(rollouts.rollbacks(model).get(0).cause()).isEqualTo(RollbackCause.NUMBERS);
    assertThat(rollouts.rollbacks(model).get(0).reason()).contains("accuracy FAIL");
    assertThat(notices.of(key)).extracting(Notice::kind).contains(Kind.STEP_BACK);

    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .done();

    rollOut.waitsAt("Soak time over");
    assertThat(share()).isEqualTo(25.0);
  }

  @Test
  @DisplayName(
      "R63 R65 who lets traffic go up again has seen where it is: what moved since is said, and shown"
          + " to who takes the task")
  void resumesOnlyWhatWasShown() {
    var rollOut = atStage(2);
    turnBad();
    rollOut.letPass("Soak time over");
    var decide = rollOut.answer("Decide after step back").as("operations");
    rollouts.rollBack(model, RollbackTarget.FALLBACK, "Complaints", "operations");

    decide
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .refusedWith("has moved since this form was filled in: now the fallback answers");

    assertThat(routes.get(model).onFallback()).isTrue();
    engine.getTaskService().setAssignee(decide.task().getId(), "operations");
    assertThat(decide.facts()).contains("none, the fallback answers", "operations: Complaints");
    decide.done();
    rollOut.waitsAt("Soak time over");
    assertThat(routes.get(model).candidate()).isEqualTo("v2");
    assertThat(routes.get(model).stable())
        .as("who was taken off the air stays off")
        .isNull();
  }

  @Test
  @DisplayName("R63 the second step back quarantines the version, and it cannot be resumed")
  void quarantinesAfterTwoStepBacks() {
    var rollOut = atStage(2);
    turnBad();
    rollOut.letPass("Soak time over").waitsAt("Decide after step back");
    assertThat(engine
            .getTaskService()
            .getVariable(rollOut.answer("Decide after step back").task().getId(), "verdict"))
        .as("what the card of the task says")
        .isEqualTo("UNHEALTHY");
    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .done();
    assertThat(share()).isEqualTo(5.0);
    turnBad();

    rollOut.letPass("Soak time over").waitsAt("Decide after step back");

    assertThat(share()).isZero();
    assertThat(routes.get(model).candidate()).isNull();
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.QUARANTINED);
    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .refusedWith("is quarantined");
    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.OTHER_VERSION)
        .with(OTHER_VERSION, "v2")
        .refusedWith("name another");
    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.GIVE_UP)
        .refusedWith("say why the candidate is given up");
  }

  @Test
  void triesAnotherVersionFromTheFirstStageOn() {
    var rollOut = atStage(2);
    approve("v3");
    turnBad();
    rollOut.letPass("Soak time over");

    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.OTHER_VERSION)
        .with(OTHER_VERSION, "v9")
        .refusedWith("has no version “v9”");
    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.OTHER_VERSION)
        .with(OTHER_VERSION, "v3")
        .done();

    rollOut.waitsAt("Soak time over");
    assertThat(routes.get(model).candidate()).isEqualTo("v3");
    assertThat(share()).isEqualTo(5.0);
  }

  @Test
  @DisplayName("R63 a broken hard limit sends everybody to the fallback")
  void fallsBackOnASevereBreach() {
    var rollOut = atStage(2);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").failing(0.4).asOf(moment).send(400);

    rollOut.letPass("Soak time over");

    rollOut.waitsAt("Decide after step back");
    assertThat(routes.get(model).onFallback()).isTrue();

    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .done();

    assertThat(routes.get(model).onFallback()).isFalse();
    assertThat(share()).as("from the first stage on").isEqualTo(5.0);
  }

  @Test
  void rejectsTheCandidateAndStopsTheInitiative() {
    var rollOut = call("roll-out-model").about(key);
    turnBad();
    rollOut.letPass("Soak time over");

    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.GIVE_UP)
        .with(COMMENT, "Not worth it")
        .done();

    rollOut.endedAt("Initiative stopped");
    assertThat(routes.get(model).candidate()).isNull();
    assertThat(routes.get(model).stable()).isEqualTo("v1");
  }

  @Test
  @DisplayName(
      "R63 a version people gave up never comes back by itself, though it was registered last; a person may name it")
  void neverBringsBackByItselfWhatWasGivenUp() {
    clock.pass(Duration.ofMinutes(1));
    approve("v3");
    var first = start("roll-out-model").with(RETRAINING, true).about(key);
    assertThat(routes.get(model).candidate()).isEqualTo("v3");
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_STAGE, "Complaints", "operations");
    first
        .run()
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.GIVE_UP)
        .with(COMMENT, "Not worth it")
        .done();

    var second = start("roll-out-model").with(RETRAINING, true).about(key);

    assertThat(routes.get(model).candidate()).isEqualTo("v2");
    assertThat(models.get(model, "v3").state().label()).isEqualTo("rejected");
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_STAGE, "More complaints", "operations");
    second
        .run()
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.OTHER_VERSION)
        .with(OTHER_VERSION, "v3")
        .done();
    assertThat(routes.get(model).candidate()).isEqualTo("v3");
    assertThat(models.get(model, "v2").state().label()).isEqualTo("rejected");
    assertThat(models.get(model, "v3").state()).isEqualTo(VersionState.APPROVED);
  }

  @Test
  @DisplayName(
      "R63 R72 of two accepted versions the second waits its turn, seen by everybody, and begins by itself")
  void letsASecondVersionWaitItsTurn() {
    approve("v3");
    var first = startWith("v2");
    var second = startWith("v3");

    assertThat(stagesUnderWay()).as("one rollout, driven once").isOne();
    assertThat(routes.get(model).candidate()).isEqualTo("v2");
    second.waitsAt("Next look due");
    assertThat(rollouts.view(model).waiting()).singleElement().satisfies(waiting -> {
      assertThat(waiting.version()).isEqualTo("v3");
      assertThat(waiting.behind()).isEqualTo("v2");
      assertThat(waiting.since()).isNotNull();
    });
    assertThat(notices.of(key))
        .extracting(Notice::subject)
        .contains("Version v3 of " + model + " waits for its turn");

    second.letPass("Next look due");
    assertThat(routes.get(model).candidate()).as("the way is not free").isEqualTo("v2");
    giveUp(first);
    second.letPass("Next look due");

    assertThat(routes.get(model).candidate()).isEqualTo("v3");
    assertThat(share()).isEqualTo(5.0);
    assertThat(stagesUnderWay()).isOne();
    assertThat(rollouts.view(model).waiting()).isEmpty();
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.REJECTED);
  }

  @Test
  @DisplayName("R63 a rollout of one version never ends with the promotion of another")
  void promotesTheVersionItsProcessIsAbout() {
    clock.pass(Duration.ofMinutes(1));
    approve("v3");

    var rollOut = startWith("v2");

    assertThat(routes.get(model).candidate())
        .as("not v3, which was registered later")
        .isEqualTo("v2");
    for (int stage = 0; stage < 4; stage++) passStage(rollOut);
    rollOut.endedAt("Candidate promoted");
    assertThat(routes.get(model).stable()).isEqualTo("v2");
    assertThat(models.get(model, "v3").state()).isEqualTo(VersionState.APPROVED);
  }

  @Test
  @DisplayName("R63 a version that was given up is not rolled out, even where its process names it")
  void doesNotRollOutWhatWasGivenUp() {
    approve("v3");
    giveUp(startWith("v2"));

    var again = startWith("v2");

    again.endedAt("Candidate rejected").withoutPassing("Run stage");
    assertThat(routes.get(model).candidate()).isNull();
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.REJECTED);
  }

  @Test
  @DisplayName("R63 a rollout begun with the diagrams of 0.1 goes on with those of today")
  void goesOnWithTheDiagramsItBeganWith() {
    var older = deployDiagramsOf01();
    try {
      var rollOut = start("roll-out-model").about(key);

      rollOut.waitsAt("Soak time over");
      assertThat(share()).isEqualTo(5.0);
      for (int stage = 0; stage < 4; stage++) passStage(rollOut);
      rollOut.endedAt("Candidate promoted");
      assertThat(routes.get(model).stable()).isEqualTo("v2");
    } finally {
      engine.getRepositoryService().deleteDeployment(older, true);
    }
  }

  @Test
  @DisplayName("R63 a rollout begun with the diagrams of 0.1 waits its turn too, and tells so")
  void waitsItsTurnWithTheDiagramsItBeganWith() {
    approve("v3");
    var first = startWith("v2");
    var older = deployDiagramsOf01();
    try {
      assertThatThrownBy(() -> start("roll-out-model").about(key))
          .hasMessageContaining("Version v3 of " + model + " waits for its turn");
      assertThat(routes.get(model).candidate()).isEqualTo("v2");

      candidates.withdraw(key, "v2");
      engine.getRuntimeService().deleteProcessInstance(first.instance(), "given up");
      first.run();
      assertThat(routes.get(model).candidate()).isEqualTo("v3");
      assertThat(share()).isEqualTo(5.0);
    } finally {
      engine.getRepositoryService().deleteDeployment(older, true);
    }
  }

  @Test
  @DisplayName("R63 who waits longest begins first, and one that lost its process holds nobody up")
  void callsTheOneThatWaitsLongest() {
    for (var version : List.of("v3", "v4", "v5")) approve(version);
    var first = startWith("v2");
    startWith("v3");
    startWith("v4");
    startWith("v5");
    assertThat(rollouts.view(model).waiting())
        .extracting(WaitingVersion::version, WaitingVersion::behind)
        .containsExactly(tuple("v3", "v2"), tuple("v4", "v3"), tuple("v5", "v4"));
    engine.getRuntimeService().deleteProcessInstance(processOf("v3"), "by hand");

    giveUp(first);
    lookAgain(first, "v5");
    assertThat(routes.get(model).candidate()).as("v4 is ahead").isNull();
    lookAgain(first, "v4");

    assertThat(routes.get(model).candidate()).isEqualTo("v4");
    assertThat(rollouts.view(model).waiting())
        .extracting(WaitingVersion::version, WaitingVersion::behind)
        .containsExactly(tuple("v5", "v4"));
  }

  @Test
  @DisplayName(
      "R63 a rollout whose process was ended from outside is given up for the next version")
  void givesUpARolloutWithoutAProcess() {
    approve("v3");
    startWith("v2");
    engine.getRuntimeService().deleteProcessInstance(processOf("v2"), "by hand");

    startWith("v3").waitsAt("Soak time over");

    assertThat(routes.get(model).candidate()).isEqualTo("v3");
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.REJECTED);
  }

  @Test
  @DisplayName("R63 a version that waits its turn is not tried in the place of another")
  void refusesTheOtherVersionThatWaits() {
    approve("v3");
    var first = startWith("v2");
    startWith("v3");
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_STAGE, "Complaints", "operations");

    first
        .run()
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.OTHER_VERSION)
        .with(OTHER_VERSION, "v3")
        .refusedWith("waits for its turn and begins by itself");
  }

  @Test
  @DisplayName("R63 a version that loses its approval while it waits is not rolled out")
  void doesNotBeginWhatLostItsApproval() {
    approve("v3");
    startWith("v2");
    var second = startWith("v3");
    models.quarantine(model, "v3", "Found poisoned");

    second.letPass("Next look due");

    second.endedAt("Candidate rejected").withoutPassing("Run stage");
    assertThat(rollouts.view(model).waiting()).isEmpty();
  }

  @Test
  @DisplayName("R65 what waits behind the candidate of a withdrawn initiative is given up with it")
  void givesUpWhatWaitsWhenTheInitiativeIsWithdrawn() {
    approve("v3");
    startWith("v2");
    startWith("v3");

    initiatives.close(key, Outcome.WITHDRAWN, "Nobody wants it any more");

    assertThat(rollouts.view(model).waiting()).isEmpty();
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.REJECTED);
    assertThat(models.get(model, "v3").state()).isEqualTo(VersionState.REJECTED);
  }

  @Test
  @DisplayName("R72 a retraining lives on when its candidate is rejected")
  void rejectsTheCandidateOfARetraining() {
    var rollOut = start("roll-out-model").with(RETRAINING, true).about(key);
    turnBad();
    rollOut.letPass("Soak time over");

    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.GIVE_UP)
        .with(COMMENT, "Not worth it")
        .done();

    rollOut.endedAt("Candidate rejected").withoutPassing("Initiative stopped");
    assertThat(rollOut.variable("rolloutOutcome")).isEqualTo("REJECTED");
    assertThat(routes.get(model).candidate()).isNull();
  }

  @Test
  @DisplayName("R64 without samples the stage holds, and after the longest soak a person decides")
  void asksAPersonWhenTheVerdictStaysUnclear() {
    var rollOut = start("roll-out-model").about(key);

    rollOut.letPass("Soak time over").waitsAt("Next look due");
    for (int looks = 0; looks < 40 && !waitsForDecision(); looks++)
      rollOut.letPass("Next look due");

    rollOut.waitsAt("Decide on stage");
    assertThat(share()).as("nothing was promoted").isEqualTo(5.0);
    assertThat(rollouts.verdictOf(model))
        .hasValueSatisfying(verdict -> assertThat(verdict.stage()).isEqualTo(Verdict.UNCLEAR));
    rollOut
        .answer("Decide on stage")
        .as("pm")
        .withRaw("stageDecision", "PROMOTE")
        .refusedWith("must be one of EXTEND, GIVE_UP");
    rollOut
        .answer("Decide on stage")
        .as("pm")
        .with(STAGE_DECISION, StageDecision.GIVE_UP)
        .refusedWith("say why the candidate is given up");

    rollOut
        .answer("Decide on stage")
        .as("pm")
        .with(STAGE_DECISION, StageDecision.EXTEND)
        .done();

    rollOut.waitsAt("Soak time over");
    assertThat(share()).isEqualTo(5.0);
  }

  @Test
  void givesUpAStageThatStaysUnclear() {
    var rollOut = start("roll-out-model").with(RETRAINING, true).about(key);
    rollOut.letPass("Soak time over");
    for (int looks = 0; looks < 40 && !waitsForDecision(); looks++)
      rollOut.letPass("Next look due");

    rollOut
        .answer("Decide on stage")
        .as("pm")
        .with(STAGE_DECISION, StageDecision.GIVE_UP)
        .with(COMMENT, "Nobody calls it")
        .done();

    rollOut.passed("Stage given up").endedAt("Candidate rejected");
    assertThat(routes.get(model).candidate()).isNull();
  }

  @Test
  void stopsWhenASignerSaysStop() {
    var rollOut = start("roll-out-model").with(RETRAINING, true).about(key);
    reachGate(rollOut);

    refuse(rollOut, SignOffDecision.STOPPED);

    rollOut.passed("Stage stopped").endedAt("Candidate rejected");
    assertThat(routes.get(model).candidate()).isNull();
  }

  @Test
  void asksAPersonWhenASignerWantsRework() {
    var rollOut = start("roll-out-model").about(key);
    reachGate(rollOut);

    refuse(rollOut, SignOffDecision.REWORK);

    rollOut.waitsAt("Decide on stage");
    assertThat(share()).isEqualTo(5.0);
  }

  @Test
  @DisplayName("R62 a signature counts only while the verdict holds")
  void looksAgainWhenTheNumbersTurnedBehindTheSigners() {
    var rollOut = start("roll-out-model").about(key);
    reachGate(rollOut);
    var moment = clock.instant();
    callers.of(model, "v1").right(0.96).asOf(moment).send(600);
    callers.of(model, "v2").right(0.5).asOf(moment).send(600);

    signOff(rollOut);

    rollOut
        .passed("Verdict outdated")
        .waitsAt("Decide after step back")
        .withoutPassing("Stage passed");
    assertThat(share()).isZero();
  }

  @Test
  @DisplayName("R65 whatever moves the traffic back takes the stage out of any state")
  void leavesTheStageWhenTheTrafficMovesBack() {
    var rollOut = atStage(2);
    rollOut.waitsAt("Soak time over");

    rollouts.stepBackSince(model, "Alert errors: many", "alertmanager", clock.instant());
    rollOut.run();

    rollOut.waitsAt("Decide after step back").doesNotWaitAt("Soak time over");
    assertThat(share()).isEqualTo(5.0);
  }

  @Test
  void leavesTheGateWhenAnOperatorRollsBack() {
    var rollOut = start("roll-out-model").about(key);
    reachGate(rollOut);

    rollouts.rollBack(model, RollbackTarget.PREVIOUS_VERSION, "Customers complain", "operations");
    rollOut.run();

    rollOut.waitsAt("Decide after step back").doesNotWaitAt("Sign off phase");
    assertThat(routes.get(model).candidate()).isNull();
    assertThat(routes.get(model).stable()).isEqualTo("v1");
  }

  @Test
  @DisplayName("R65 a rollback beats a promotion that is already under way")
  void promotesNothingThatMovedBackMeanwhile() {
    var rollOut = atStage(4);
    healthy();
    rollOut.letPass("Soak time over");
    rollOut
        .answer("Validate sample")
        .as("business")
        .withRaw("sample", opinions("AGREE"))
        .done();
    healthy();
    rollOut.letPass("Next look due");
    signOffUntilTheLastJob(rollOut);
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_STAGE, "Something is odd", "operations");

    rollOut.run();

    rollOut
        .passed("Promotion outdated")
        .waitsAt("Decide after step back")
        .withoutPassing("Candidate promoted");
    assertThat(routes.get(model).stable()).isEqualTo("v1");
    assertThat(share()).isEqualTo(75.0);
  }

  @Test
  @DisplayName("R60 a forged answer neither skips a stage nor opens a gate")
  void cannotBeForged() {
    var rollOut = start("roll-out-model").about(key);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").asOf(moment).send(400);
    rollOut.letPass("Soak time over");

    rollOut
        .answer("Validate sample")
        .as("business")
        .withRaw("sample", opinions("AGREE"))
        .withRaw("verdict", "HEALTHY")
        .withRaw("gateDecision", "GO")
        .withRaw("trafficShare", 100)
        .withRaw("waitsFor", "TIME")
        .withRaw("soakEnds", "2020-01-01T00:00:00Z")
        .done();

    rollOut.waitsAt("Next look due");
    assertThat(share()).isEqualTo(5.0);
    rollOut.letPass("Next look due");
    rollOut.waitsAt("Sign off phase").withoutPassing("Promote candidate");
    assertThat(share()).isEqualTo(5.0);
  }

  @Test
  @DisplayName("R60 nothing goes from 0 to 100: the steps themselves ask the tables")
  void refusesToSkipAStage() {
    var rollOut = start("roll-out-model").about(key);

    engine
        .getRuntimeService()
        .createProcessInstanceModification(rollOut.instance())
        .startBeforeActivity("Task_PromoteCandidate")
        .execute();
    rollOut.run();

    rollOut.passed("Promotion outdated").withoutPassing("Candidate promoted");
    assertThat(share()).isEqualTo(5.0);
    assertThatThrownBy(() -> stages.seal(key, "v2"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no signed gate");
    assertThat(stages.shift(key, "v2").percent())
        .as("opening the stage again opens the same stage")
        .isEqualTo(5);
    assertThat(share()).isEqualTo(5.0);
  }

  @Test
  @DisplayName("R53 a version without approval takes no traffic")
  void refusesAVersionWithoutApproval() {
    models.quarantine(model, "v2", "Found poisoned");

    assertThatThrownBy(() -> start("roll-out-model").about(key))
        .hasStackTraceContaining("No approved version");
    assertThat(share()).isZero();
  }

  @Test
  @DisplayName("R61 a stage keeps the soak it was opened with")
  void soaksAsPlanned() {
    start("roll-out-model").about(key);
    var due = engine.getManagementService().createJobQuery().timers().list().stream()
        .filter(job -> job.getDuedate().toInstant().isAfter(clock.instant().plusSeconds(30)))
        .anyMatch(job -> job.getDuedate().toInstant().isBefore(clock.instant().plusSeconds(90)));

    assertThat(due).as("seven days of eight seconds").isTrue();
  }

  @Test
  @DisplayName("A signal for a stage that nobody runs finds nobody")
  void movesBackWithoutAStageUnderWay() {
    assertThatThrownBy(() -> engine
            .getRuntimeService()
            .createMessageCorrelation("traffic-moved-back")
            .processInstanceBusinessKey(key)
            .correlate())
        .isInstanceOf(MismatchingMessageCorrelationException.class);
    assertThat(rollouts.stepBackSince(model, "Nothing to take back", "system", clock.instant()))
        .isFalse();
    assertThat(rollouts.rollbacks(model)).isEmpty();
  }

  @Test
  @DisplayName(
      "R60 R65 during a freeze a signed stage waits with its signatures, and goes on by itself when the freeze ends")
  void waitsDuringAFreeze() {
    var rollOut = start("roll-out-model").about(key);
    healthy();
    rollOut.letPass("Soak time over");
    asOperations(() -> freezes.begin("The books are being closed", null));
    rollOut
        .answer("Validate sample")
        .as("business")
        .withRaw("sample", opinions("AGREE"))
        .done();
    healthy();
    rollOut.letPass("Next look due").waitsAt("Sign off phase");
    signOff(rollOut);

    assertThat(held()).containsExactly("Task_SealStage");
    clock.pass(Duration.ofDays(3));
    freezes.keep();
    rollOut.run();
    assertThat(held()).containsExactly("Task_SealStage");
    assertThat(share()).isEqualTo(5.0);
    assertThat(failedJobs()).isZero();

    clock.pass(Duration.ofDays(-3));
    asOperations(() -> freezes.end());
    rollOut.run();
    rollOut.waitsAt("Soak time over");
    assertThat(share()).isEqualTo(25.0);
  }

  @Test
  @DisplayName("R65 the people asked about a stage read that it waits and why")
  void saysInItsTasksThatItIsFrozen() {
    var rollOut = start("roll-out-model").about(key);
    asOperations(() -> freezes.begin("The books are being closed", null));
    healthy();
    rollOut.letPass("Soak time over");

    assertThat(rollOut.answer("Validate sample").facts())
        .contains(
            "Frozen until somebody ends it because: The books are being closed", "the stage waits");
  }

  @Test
  @DisplayName(
      "R65 a step back, by the numbers and by an operator, asks no freeze, and the rollout goes on after it")
  void stepsBackDuringAFreeze() {
    var rollOut = atStage(3);
    asOperations(() -> freezes.begin("The books are being closed", null));
    turnBad();
    rollOut.letPass("Soak time over").waitsAt("Decide after step back");
    assertThat(share()).isEqualTo(25.0);
    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .done();
    assertThat(held()).containsExactly("Task_ShiftTraffic");

    start("roll-back-model")
        .as("operations")
        .with(RolloutVariables.MODEL, model)
        .with(RolloutVariables.TO, RollbackTarget.PREVIOUS_STAGE)
        .with(RolloutVariables.REASON, "Complaints")
        .now();
    assertThat(share()).isEqualTo(5.0);
    rollOut.waitsAt("Decide after step back");

    rollOut
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.RESUME)
        .done();
    asOperations(() -> freezes.end());
    rollOut.run().waitsAt("Soak time over");
    assertThat(share()).isEqualTo(5.0);
    assertThat(failedJobs()).isZero();
  }

  @Test
  @DisplayName("R60 a promotion waits for the end of a freeze too")
  void promotesAfterAFreeze() {
    var rollOut = atStage(4);
    reachGate(rollOut);
    signOffUntilTheLastJob(rollOut);
    asOperations(() -> freezes.begin("The books are being closed", null));

    rollOut.run();
    assertThat(held()).containsExactly("Task_PromoteCandidate");
    assertThatThrownBy(() -> stages.promote(key, "v2"))
        .isInstanceOf(Frozen.class)
        .hasMessageContaining("The books are being closed");
    assertThat(routes.get(model).stable()).isEqualTo("v1");

    asOperations(() -> freezes.end());
    rollOut.run();
    rollOut.endedAt("Candidate promoted");
  }

  @Test
  @DisplayName("R60 nothing gets a candidate more traffic during a freeze, whoever asks")
  void refusesAStepUpDuringAFreeze() {
    asOperations(() -> freezes.begin("The books are being closed", null));

    start("roll-out-model").about(key);
    assertThat(held()).containsExactly("Task_ShiftTraffic");
    assertThatThrownBy(() -> stages.shift(key, "v2")).isInstanceOf(Frozen.class);
    assertThat(share()).isZero();
  }

  @Test
  @DisplayName("R60 the calendar freezes and thaws by itself")
  void followsTheCalendar() {
    clock.goTo(Instant.parse("2031-12-19T23:59:57Z"));
    freezes.keep();
    var rollOut = start("roll-out-model").about(key);
    assertThat(held()).containsExactly("Task_ShiftTraffic");

    clock.goTo(Instant.parse("2031-12-24T12:00:00Z"));
    assertThat(freezes.current())
        .hasValueSatisfying(
            freeze -> assertThat(freeze.sentence())
                .startsWith(
                    "Frozen until 5 Jan 2032, 00:00 UTC because: Year end of the far future (calendar)"));
    assertThatThrownBy(() -> asOperations(() -> freezes.end()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("ends by itself");
    rollOut.run();
    assertThat(held()).containsExactly("Task_ShiftTraffic");

    clock.goTo(Instant.parse("2032-01-05T00:00:01Z"));
    freezes.keep();
    rollOut.run().waitsAt("Soak time over");
    assertThat(share()).isEqualTo(5.0);
  }

  private void asOperations(Runnable work) {
    engine.getIdentityService().setAuthentication("operations", List.of("operations"));
    try {
      work.run();
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  /** The steps at which this rollout is kept. */
  private List<String> held() {
    var jobs = engine.getManagementService();
    return jobs.createJobQuery().suspended().list().stream()
        .filter(job -> key.equals(keyOf(job.getProcessInstanceId())))
        .map(job -> jobs.createJobDefinitionQuery()
            .jobDefinitionId(job.getJobDefinitionId())
            .singleResult()
            .getActivityId())
        .toList();
  }

  private long failedJobs() {
    return engine.getManagementService().createJobQuery().withException().list().stream()
        .filter(job -> key.equals(keyOf(job.getProcessInstanceId())))
        .count();
  }

  private void approve(String version) {
    models.register(model, version, key, "s3://models/" + version, "data-science");
    models.approve(model, version, "engineering");
  }

  private Walk startWith(String version) {
    return start("roll-out-model")
        .with(RETRAINING, true)
        .withRaw("version", version)
        .about(key);
  }

  /** Takes the candidate back and gives it up. */
  private void giveUp(Walk rollOut) {
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_STAGE, "Complaints", "operations");
    rollOut
        .run()
        .answer("Decide after step back")
        .as("operations")
        .with(STEP_BACK_DECISION, StepBackDecision.GIVE_UP)
        .with(COMMENT, "Not worth it")
        .done();
  }

  /** Several wait: the timer of this one is due. */
  private void lookAgain(Walk walk, String version) {
    var timer = engine
        .getManagementService()
        .createJobQuery()
        .processInstanceId(processOf(version))
        .timers()
        .singleResult();
    clock.passUntil(timer.getDuedate().toInstant());
    engine.getManagementService().executeJob(timer.getId());
    walk.run();
  }

  private long stagesUnderWay() {
    return running("run-stage").count();
  }

  private String processOf(String version) {
    return running("roll-out-model")
        .variableValueEquals("version", version)
        .singleResult()
        .getId();
  }

  private ProcessInstanceQuery running(String process) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey(process)
        .processInstanceBusinessKey(key);
  }

  private Walk atStage(int wanted) {
    var rollOut = start("roll-out-model").about(key);
    for (int stage = 1; stage < wanted; stage++) passStage(rollOut);
    return rollOut;
  }

  private void passStage(Walk rollOut) {
    reachGate(rollOut);
    signOff(rollOut);
  }

  private void reachGate(Walk rollOut) {
    healthy();
    rollOut.letPass("Soak time over");
    if (share() == 5.0 || share() == 100.0) {
      rollOut
          .answer("Validate sample")
          .as("business")
          .withRaw("sample", opinions("AGREE"))
          .done();
      healthy();
      rollOut.letPass("Next look due");
    }
    rollOut.waitsAt("Sign off phase");
  }

  private void signOff(Walk rollOut) {
    for (var role : List.of("business", "operations")) {
      rollOut
          .answer("Sign off phase")
          .as(role)
          .with(GateVariables.DECISION, SignOffDecision.APPROVED)
          .done();
    }
  }

  /** Signs, and leaves the promotion as the job that is about to run. */
  private void signOffUntilTheLastJob(Walk rollOut) {
    rollOut
        .answer("Sign off phase")
        .as("business")
        .with(GateVariables.DECISION, SignOffDecision.APPROVED)
        .done();
    var last = rollOut.answer("Sign off phase").as("operations").task();
    engine.getIdentityService().setAuthentication("operations", List.of("operations"));
    engine.getTaskService().complete(last.getId(), Map.of("decision", "APPROVED"));
    engine.getIdentityService().clearAuthentication();
    for (int steps = 0; steps < 20; steps++) {
      var jobs =
          engine.getManagementService().createJobQuery().messages().active().list();
      var next = jobs.stream()
          .filter(job -> key.equals(keyOf(job.getProcessInstanceId())))
          .findFirst()
          .orElseThrow();
      var activity = engine
          .getManagementService()
          .createJobDefinitionQuery()
          .jobDefinitionId(next.getJobDefinitionId())
          .singleResult()
          .getActivityId();
      if (activity.equals("Task_PromoteCandidate")) return;
      engine.getManagementService().executeJob(next.getId());
    }
    throw new AssertionError("The promotion was never about to run.");
  }

  private String keyOf(String instance) {
    return engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceId(instance)
        .singleResult()
        .getBusinessKey();
  }

  private void refuse(Walk rollOut, SignOffDecision decision) {
    rollOut
        .answer("Sign off phase")
        .as("business")
        .with(GateVariables.DECISION, decision)
        .with(GateVariables.CAUSE, Cause.METRIC)
        .with(GateVariables.COMMENT, "The numbers do not pay")
        .done();
    rollOut
        .answer("Sign off phase")
        .as("operations")
        .with(GateVariables.DECISION, SignOffDecision.APPROVED)
        .done();
  }

  /** Enough good samples of both versions, all of them right now. */
  private void healthy() {
    clock.pass(Duration.ofSeconds(30));
    // As of one moment, so that however slow the machine, a block of time holds both.
    var moment = clock.instant();
    callers.of(model, "v1").right(0.96).asOf(moment).send(600);
    callers.of(model, "v2").right(0.97).asOf(moment).send(600);
  }

  private void turnBad() {
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").right(0.7).asOf(moment).send(400);
  }

  private Object opinions(String opinion) {
    var rows = samples.draw(key, routes.get(model).candidate()).stream()
        .map(row ->
            Map.of("prediction", row.prediction(), "answer", row.answer(), "opinion", opinion))
        .toList();
    return Spin.JSON(
        new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(rows).toString());
  }

  private JudgedMetric metric(Signal signal) {
    return rollouts.verdictOf(model).flatMap(verdict -> verdict.metric(signal)).orElseThrow();
  }

  /** What called processes are bound to: those that run keep the diagrams they began with. */
  private String deployDiagramsOf01() {
    var older = engine.getRepositoryService().createDeployment().name("0.1");
    for (var diagram : List.of("roll-out-model", "run-stage", "sign-off-gate"))
      older.addClasspathResource("diagrams-0.1/" + diagram + ".bpmn");
    return older.deploy().getId();
  }

  private boolean waitsForDecision() {
    return engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(key)
            .taskDefinitionKey("Task_DecideOnStage")
            .count()
        > 0;
  }

  private double share() {
    return routes.get(model).percent();
  }
}
