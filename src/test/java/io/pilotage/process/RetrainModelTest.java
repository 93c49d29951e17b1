package io.pilotage.process;

import static io.pilotage.retraining.activity.RetrainingVariables.DRIFT_FINDING;
import static io.pilotage.retraining.activity.RetrainingVariables.RETRAIN;
import static io.pilotage.retraining.activity.RetrainingVariables.VALIDATION_ACCURACY;
import static io.pilotage.retraining.activity.RetrainingVariables.VALIDATION_NOTE;
import static io.pilotage.retraining.activity.RetrainingVariables.VERSION_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.gate.GateVariables;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retraining;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.StepBackDecision;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RetrainModelTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Callers callers;

  @Autowired
  private Retrainings retrainings;

  @Autowired
  private Ledger ledger;

  @Autowired
  private Notices notices;

  private String key;
  private String model;
  private Walk walk;

  @BeforeEach
  void callForRetraining() {
    key = freshKey("TRAIN");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Retrain " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    retrainings.open(
        new Breach(model, key, "v1", "accuracy", "breach", "0.88 is below 0.92."), "watch");
    walk = Running.process(engine, clock, "retrain-model", key);
  }

  @AfterEach
  void abandonTheRetraining() {
    walk.abandon();
  }

  @Test
  @DisplayName("R72 the decision not to retrain is kept, too")
  void keepsTheDecisionNotToRetrain() {
    assertThat(walk.answer("Investigate drift").facts()).contains("0.88 is below 0.92", "v1");
    walk.answer("Investigate drift")
        .as("data-science")
        .with(RETRAIN, false)
        .refusedWith("every decision about retraining is kept");
    walk.answer("Investigate drift")
        .as("data-science")
        .with(RETRAIN, false)
        .with(DRIFT_FINDING, "A holiday, not a drift")
        .done();

    walk.endedAt("Retraining declined").withoutPassing("Train model");
    assertThat(theRetraining())
        .extracting(
            retraining -> retraining.decision().wanted(),
            retraining -> retraining.decision().why(),
            retraining -> retraining.decision().by(),
            Retraining::outcome,
            Retraining::open)
        .containsExactly(false, "A holiday, not a drift", "data-science", "DECLINED", false);
    assertThat(ledger.of(key, 50)).extracting(Entry::action).contains("retraining-declined");
  }

  @Test
  @DisplayName(
      "R72 one drift that shows in three signals is one retraining, and whoever investigates it sees all three")
  void becomesOneWhateverCallsForIt() {
    for (var cause : List.of("input-drift", "prediction-drift", "input-drift", "accuracy")) {
      assertThat(retrainings.open(
              new Breach(model, key, "v1", cause, "breach", "Seen in " + cause + "."), "watch"))
          .isEmpty();
    }

    assertThat(retrainings.of(key)).hasSize(1);
    assertThat(walk.answer("Investigate drift").facts())
        .contains("0.88 is below 0.92", "Seen in input-drift", "Seen in prediction-drift");
    assertThat(ledger.of(key, 50))
        .extracting(Entry::action)
        .filteredOn("retraining-called-for-again"::equals)
        .hasSize(2);
    walk.answer("Investigate drift")
        .as("data-science")
        .with(RETRAIN, false)
        .with(DRIFT_FINDING, "A holiday, not a drift")
        .done();
    assertThat(retrainings.open(
            new Breach(model, key, "v1", "input-drift", "breach", "Seen again."), "watch"))
        .isPresent();
  }

  @Test
  @DisplayName("R72 a rejected version is registered and gets no approval")
  void rejectsAVersion() {
    train();
    walk.answer("Validate version")
        .as("data-science")
        .with(VERSION_ACCEPTED, false)
        .with(VALIDATION_ACCURACY, 120.0)
        .with(VALIDATION_NOTE, "x")
        .refusedWith("between 0 and 100");
    validate(false);

    walk.endedAt("Version rejected").withoutPassing("Roll out model");
    assertThat(models.get(model, "v2").state()).isEqualTo(VersionState.REGISTERED);
    assertThat(theRetraining())
        .extracting(retraining -> retraining.validation().accepted(), Retraining::outcome)
        .containsExactly(false, "REJECTED");
  }

  @Test
  void endsWhereTrainingBringsNoVersion() {
    decide();
    var task = engine
        .getExternalTaskService()
        .fetchAndLock(100, "test")
        .topic("train-model", 60_000)
        .execute()
        .stream()
        .filter(locked -> key.equals(locked.getBusinessKey()))
        .findFirst()
        .orElseThrow();
    assertThat(task.getVariables())
        .containsEntry("model", model)
        .containsEntry("baseVersion", "v1");
    engine.getExternalTaskService().handleBpmnError(task.getId(), "test", "training-failed");
    walk.run();

    walk.endedAt("No version trained").passed("Training failed");
    assertThat(theRetraining().outcome()).isEqualTo("NOT_TRAINED");
  }

  @Test
  @DisplayName("R72 a training no worker takes up is told, and waits for one all the same")
  void reportsAnOverdueTraining() {
    decide();

    walk.letPass("Training overdue");

    walk.passed("Report overdue training")
        .passed("Overdue training reported")
        .waitsAt("Train model");
    assertThat(notices.of(key))
        .extracting(Notice::subject)
        .contains("No worker has trained " + model + " yet");
  }

  @Test
  @DisplayName("R72 R84 the new version goes through the rollout again and serves in the end")
  void promotesTheNewVersion() {
    train();
    validate(true);
    assertThat(routes.get(model)).satisfies(route -> {
      assertThat(route.candidate()).isEqualTo("v2");
      assertThat(route.percent()).isEqualTo(5.0);
    });
    for (int stage = 0; stage < 4; stage++) passStage();

    walk.endedAt("New version promoted");
    assertThat(routes.get(model).stable()).isEqualTo("v2");
    assertThat(theRetraining())
        .extracting(
            Retraining::version,
            retraining -> retraining.validation().accuracy(),
            Retraining::outcome)
        .containsExactly("v2", 0.95, "PROMOTED");
  }

  @Test
  void leavesTheOldVersionWhereTheNewOneDoesNotMakeIt() {
    train();
    validate(true);
    clock.pass(Duration.ofSeconds(30));
    var moment = clock.instant();
    callers.of(model, "v1").asOf(moment).send(400);
    callers.of(model, "v2").right(0.6).asOf(moment).send(400);
    start("watch-models").now();
    walk.run();
    walk.answer("Decide after step back")
        .as("operations")
        .withRaw("stepBackDecision", StepBackDecision.GIVE_UP.name())
        .withRaw("comment", "Worse than v1")
        .done();

    walk.endedAt("Version not promoted");
    assertThat(routes.get(model)).satisfies(route -> {
      assertThat(route.stable()).isEqualTo("v1");
      assertThat(route.share()).isZero();
    });
    assertThat(theRetraining())
        .extracting(Retraining::outcome, Retraining::open)
        .containsExactly("NOT_PROMOTED", false);
  }

  private void decide() {
    walk.answer("Investigate drift")
        .as("data-science")
        .with(RETRAIN, true)
        .with(DRIFT_FINDING, "Prices doubled")
        .done();
  }

  private void train() {
    decide();
    walk.work("train-model", Map.of("version", "v2", "artifact", "s3://models/v2"));
    walk.passed("Register version").waitsAt("Validate version");
  }

  private void validate(boolean accepted) {
    walk.answer("Validate version")
        .as("data-science")
        .with(VERSION_ACCEPTED, accepted)
        .with(VALIDATION_ACCURACY, 95.0)
        .with(VALIDATION_NOTE, "Last month, unseen")
        .done();
  }

  private void passStage() {
    healthy();
    walk.letPass("Soak time over");
    if (routes.get(model).percent() == 5.0 || routes.get(model).percent() == 100.0) {
      walk.answer("Validate sample")
          .as("business")
          .withRaw("sample", opinions())
          .done();
      healthy();
      walk.letPass("Next look due");
    }
    for (var role : List.of("business", "operations")) {
      walk.answer("Sign off phase")
          .as(role)
          .with(GateVariables.DECISION, SignOffDecision.APPROVED)
          .done();
    }
  }

  private void healthy() {
    clock.pass(Duration.ofSeconds(30));
    var now = clock.instant();
    callers.of(model, "v1").right(0.96).asOf(now).send(500);
    callers.of(model, "v2").right(0.97).asOf(now).send(500);
  }

  /** Agrees with everything the form shows. */
  private Object opinions() {
    var task = walk.answer("Validate sample").as("business").task();
    var shown = (SpinJsonNode) engine.getTaskService().getVariable(task.getId(), "sample");
    return Spin.JSON(shown.elements().stream()
        .map(row -> "{\"prediction\":\"" + row.prop("prediction").stringValue()
            + "\",\"opinion\":\"AGREE\"}")
        .collect(Collectors.joining(",", "[", "]")));
  }

  private Retraining theRetraining() {
    return retrainings.of(key).get(0);
  }
}
