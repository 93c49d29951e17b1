package io.pilotage.rollout;

import static io.pilotage.rollout.RolloutWorld.INITIATIVE;
import static io.pilotage.rollout.RolloutWorld.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import io.pilotage.gate.GateDecision;
import io.pilotage.simulated.Memory;
import io.pilotage.traffic.StaleRoute;
import io.pilotage.watch.SimulatedAlerts.Told;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What the simulation found, each as the few steps that lead there. */
class FoundBySimulationTest {

  private final RolloutWorld world = new RolloutWorld(new Memory(), RolloutWorld.Bug.NONE);

  @BeforeEach
  void begin() {
    world.begin();
  }

  @Test
  @DisplayName("R65 a new rollout brings no version back that an operator took off the air")
  void leavesOffTheAirWhatAnOperatorTookOff() {
    world.rollouts.rollBack(MODEL, RollbackTarget.FALLBACK, "v1 discriminates", "operator");

    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");

    assertThat(world.routes.get(MODEL).serves("v1")).isFalse();
    assertThat(world.routes.get(MODEL))
        .extracting("candidate", "share", "stable")
        .containsExactly("v2", 500, null);
  }

  @Test
  @DisplayName(
      "R65 back to the version before, a rollout that ended beside the fallback finds the one that served last")
  void findsTheWayBackToTheVersionThatWasTakenOff() {
    world.rollouts.rollBack(MODEL, RollbackTarget.FALLBACK, "v1 discriminates", "operator");
    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");
    world.candidates.withdraw(INITIATIVE, "v2");

    assertThat(world
            .rollouts
            .rollBack(MODEL, RollbackTarget.PREVIOUS_VERSION, "It does not", "operator")
            .stable())
        .isEqualTo("v1");
  }

  @Test
  @DisplayName(
      "R65 a decision to go on does not overlook an operator who moves the traffic at the same moment")
  void doesNotOverlookAnOperator() {
    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");
    world.rollouts.rollBack(MODEL, RollbackTarget.PREVIOUS_STAGE, "Let us see", "operator");
    meanwhile(
        1,
        () -> world.rollouts.rollBack(MODEL, RollbackTarget.FALLBACK, "It is on fire", "operator"));

    assertThatThrownBy(() -> world.candidates.decide(
            INITIATIVE, "v2", StepBackDecision.RESUME, null, "person", "Go on", null))
        .isInstanceOf(StaleRoute.class);

    assertThatThrownBy(() -> world.stages.shift(INITIATIVE, "v2"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("decides first");
    assertThat(world.routes.get(MODEL).onFallback()).isTrue();
  }

  @Test
  @DisplayName(
      "R63 a step back during a decision to go on is counted, so that the next one quarantines")
  void countsAStepBackDuringADecision() {
    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");
    passCanary();
    world.stages.shift(INITIATIVE, "v2");
    world.rollouts.rollBack(MODEL, RollbackTarget.PREVIOUS_STAGE, "Let us see", "operator");
    // An alert that began before the traffic moved back would be late.
    world.clock.move(Duration.ofMinutes(1));
    meanwhile(
        0,
        () ->
            world.alerts.take(new Told("a1", world.clock.instant(), true, MODEL, "v2", "warning")));

    world.candidates.decide(
        INITIATIVE, "v2", StepBackDecision.RESUME, null, "person", "Go on", null);

    assertThat(world.table.running(MODEL).orElseThrow().stepBacks()).isOne();
    assertThat(world.routes.get(MODEL).share()).isZero();
  }

  @Test
  @DisplayName(
      "R65 a stage is not opened on a route that an operator moves at the same moment, even when the "
          + "engine cannot be told")
  void opensNoStageAgainstAnOperator() {
    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");
    world.rollouts.rollBack(MODEL, RollbackTarget.PREVIOUS_STAGE, "Let us see", "operator");
    world.candidates.decide(
        INITIATIVE, "v2", StepBackDecision.RESUME, null, "person", "Go on", null);
    meanwhile(
        0,
        () -> world.rollouts.rollBack(MODEL, RollbackTarget.FALLBACK, "It is on fire", "operator"));

    assertThatThrownBy(() -> world.stages.shift(INITIATIVE, "v2"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("decides first");

    assertThat(world.routes.get(MODEL).onFallback()).isTrue();
  }

  @Test
  @DisplayName("R62 the last round of the gate counts, also when the clock was put back before it")
  void theLastRoundCounts() {
    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");
    soakCanary();
    world.sign(GateDecision.GO, world.clock.instant());
    world.clock.move(Duration.ofHours(-2));
    world.sign(GateDecision.REWORK, world.clock.instant());
    world.clock.move(Duration.ofHours(2));

    assertThatThrownBy(() -> world.stages.seal(INITIATIVE, "v2"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("no signed gate");
  }

  @Test
  @DisplayName(
      "R63 a version whose own rollout is about to ask for its turn is not taken for another one")
  void takesNoVersionWithARolloutOfItsOwn() {
    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");
    world.rollouts.rollBack(MODEL, RollbackTarget.PREVIOUS_STAGE, "Let us see", "operator");
    world.approve("v3");
    world.carried(() -> List.of(Optional.of("v2"), Optional.of("v3")));

    assertThatThrownBy(() -> world.candidates.decide(
            INITIATIVE,
            "v2",
            StepBackDecision.OTHER_VERSION,
            "v3",
            "person",
            "Try the new one",
            null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("waits for its turn");

    assertThat(world.table.running(MODEL).orElseThrow().candidate()).isEqualTo("v2");
  }

  @Test
  @DisplayName("R65 a candidate is not given up by halves when an operator moves it meanwhile")
  void givesUpWhollyOrNotAtAll() {
    world.candidates.claim(INITIATIVE, "v2");
    world.stages.shift(INITIATIVE, "v2");
    meanwhile(
        0,
        () -> world.rollouts.rollBack(MODEL, RollbackTarget.FALLBACK, "It is on fire", "operator"));

    assertThatThrownBy(() -> world.candidates.withdraw(INITIATIVE, "v2"))
        .isInstanceOf(OptimisticLockingFailureException.class);
    world.candidates.withdraw(INITIATIVE, "v2");

    assertThat(world.table.running(MODEL)).isEmpty();
    assertThat(world.routes.get(MODEL).onFallback()).isTrue();
  }

  private void passCanary() {
    soakCanary();
    world.sign(GateDecision.GO, world.clock.instant());
    world.stages.seal(INITIATIVE, "v2");
  }

  private void soakCanary() {
    world.traffic.reconcile();
    world.clock.move(
        Duration.between(world.clock.instant(), world.stages.confirm(INITIATIVE, "v2")));
    var run = world.stages.current(INITIATIVE, "v2").orElseThrow();
    for (int i = 0; i < 20; i++)
      world.table.check(run.id(), "prediction-" + i, true, null, "business", world.clock.instant());
  }

  /**
   * Another node does this in a transaction of its own, just before the route is read for the
   * so-manieth time from now.
   */
  private void meanwhile(int reads, Runnable work) {
    var another = new TransactionTemplate(world.storage.transactions());
    another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    var left = new int[] {reads};
    world.traffic.beforeRead(() -> {
      if (left[0]-- == 0) another.executeWithoutResult(status -> work.run());
    });
  }
}
