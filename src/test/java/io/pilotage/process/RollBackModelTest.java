package io.pilotage.process;

import static io.pilotage.rollout.activity.RolloutVariables.MODEL;
import static io.pilotage.rollout.activity.RolloutVariables.REASON;
import static io.pilotage.rollout.activity.RolloutVariables.ROLLBACK_CAUSE;
import static io.pilotage.rollout.activity.RolloutVariables.TO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RollBackModelTest extends ProcessTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Notices notices;

  @Autowired
  private Ledger ledger;

  private String key;
  private String model;

  @BeforeEach
  void operateAModelThatReplacedAnother() {
    key = freshKey("BACK");
    model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Roll back " + key, key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.change(routes.get(model).toStable("v2"), "system", "Promoted.");
    models.markLive(model, "v2", "system");
  }

  @Test
  @DisplayName(
      "R4 R65 an operator moves the traffic back with one form, and the time it took is kept")
  void movesTheTrafficBackAtOnce() {
    var rollBack = start("roll-back-model")
        .as("operations")
        .with(MODEL, model)
        .with(TO, RollbackTarget.PREVIOUS_VERSION)
        .with(REASON, "Complaints")
        .now();

    rollBack.waitsAt("Review rollback");
    assertThat(rollBack.initiative()).isEqualTo(key);
    assertThat(routes.get(model).stable()).isEqualTo("v1");
    assertThat(models.get(model, "v1").state()).isEqualTo(VersionState.LIVE);
    assertThat(rollouts.rollbacks(model)).singleElement().satisfies(way -> {
      assertThat(way.by()).isEqualTo("operations");
      assertThat(way.confirmedAt()).isNotNull();
      assertThat(way.tookMillis()).isNotNegative();
    });
    assertThat(notices.of(key)).anySatisfy(notice -> {
      assertThat(notice.kind()).isEqualTo(Kind.ROLLBACK);
      assertThat(notice.toGroup()).isEqualTo("business");
      assertThat(notice.text()).contains("Complaints");
    });
    assertThat(rollBack.answer("Review rollback").facts())
        .contains("previous\\-version".replace("\\-", "-"), "Complaints");
    rollBack.answer("Review rollback").as("operations").refusedWith("say what happened");

    rollBack
        .answer("Review rollback")
        .as("operations")
        .with(ROLLBACK_CAUSE, "A feature was missing")
        .done();

    rollBack.endedAt("Rollback reviewed").passed("Compare numbers");
    assertThat(ledger.of(key, 50))
        .extracting(Entry::action)
        .contains("rolled-back", "rollback-reviewed");
  }

  @Test
  @DisplayName(
      "R65 back to the fallback works without monitoring, without a rollout and without asking anybody")
  void movesToTheFallback() {
    start("roll-back-model")
        .as("operations")
        .with(MODEL, model)
        .with(TO, RollbackTarget.FALLBACK)
        .with(REASON, "It is on fire")
        .now()
        .waitsAt("Review rollback");

    assertThat(routes.get(model).onFallback()).isTrue();
    assertThat(rollouts.verdictOf(model))
        .hasValueSatisfying(verdict -> assertThat(verdict.why()).contains("fallback"));
  }

  @Test
  void refusesWhatCannotBeDone() {
    assertThatThrownBy(() -> start("roll-back-model")
            .with(MODEL, "nobody")
            .with(TO, RollbackTarget.FALLBACK)
            .with(REASON, "x")
            .now())
        .hasStackTraceContaining("No route is known");
    assertThatThrownBy(() -> start("roll-back-model")
            .with(MODEL, model)
            .with(TO, RollbackTarget.FALLBACK)
            .now())
        .hasStackTraceContaining("Please fill in “reason”");
    assertThatThrownBy(() -> start("roll-back-model")
            .with(MODEL, model)
            .with(TO, RollbackTarget.PREVIOUS_STAGE)
            .with(REASON, "x")
            .now())
        .hasStackTraceContaining("there is no stage before this one");
    assertThat(rollouts.rollbacks(model)).isEmpty();
    assertThat(routes.get(model).stable()).isEqualTo("v2");
  }

  @Test
  void movesOnceHoweverOftenTheSameIsAsked() {
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_VERSION, "Complaints", "operations");
    var generation = routes.get(model).generation();

    rollouts.rollBack(model, RollbackTarget.PREVIOUS_VERSION, "Complaints", "operations");

    assertThat(routes.get(model).generation()).isEqualTo(generation);
    assertThat(rollouts.rollbacks(model)).hasSize(1);
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("roll-back-model")
            .processInstanceBusinessKey(key)
            .count())
        .isOne();
  }

  @Test
  void neverGoesBackToTheVersionItJustLeft() {
    rollouts.rollBack(model, RollbackTarget.PREVIOUS_VERSION, "Complaints", "operations");
    clock.pass(Duration.ofMinutes(5));

    assertThatThrownBy(() -> rollouts.rollBack(
            model, RollbackTarget.PREVIOUS_VERSION, "Still complaints", "operations"))
        .hasMessageContaining("no earlier version that may serve");
    assertThat(routes.get(model).stable()).isEqualTo("v1");
  }
}
