package io.pilotage.rollout;

import static io.pilotage.rollout.RolloutState.MOVED_BACK;
import static io.pilotage.rollout.RolloutState.PROMOTED;
import static io.pilotage.rollout.RolloutState.REJECTED;
import static io.pilotage.rollout.RolloutState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import io.pilotage.initiative.RiskTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What may become of a rollout, from each state by each verb. */
class RolloutTest {

  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  private static final Map<String, UnaryOperator<Rollout>> VERBS = Map.of(
      "moveBack",
      rollout -> rollout.moveBack(RollbackCause.NUMBERS),
      "resume",
      Rollout::resume,
      "promote",
      rollout -> rollout.promote(NOW),
      "reject",
      rollout -> rollout.reject(NOW));

  @ParameterizedTest(name = "{0} {1} → {2}")
  @CsvSource({
    "RUNNING,    moveBack, MOVED_BACK",
    "RUNNING,    resume,   RUNNING",
    "RUNNING,    promote,  PROMOTED",
    "RUNNING,    reject,   REJECTED",
    "MOVED_BACK, moveBack, MOVED_BACK",
    "MOVED_BACK, resume,   RUNNING",
    "MOVED_BACK, promote,",
    "MOVED_BACK, reject,   REJECTED",
    "PROMOTED,   moveBack,",
    "PROMOTED,   resume,",
    "PROMOTED,   promote,",
    "PROMOTED,   reject,",
    "REJECTED,   moveBack,",
    "REJECTED,   resume,",
    "REJECTED,   promote,",
    "REJECTED,   reject,"
  })
  @DisplayName("each verb leads from each state to one other, or is refused")
  void goesWhereItsStateAllows(RolloutState from, String verb, RolloutState to) {
    var rollout = in(from);

    if (to == null) {
      assertThatThrownBy(() -> VERBS.get(verb).apply(rollout)).isInstanceOf(Refusal.class);
      return;
    }
    var after = VERBS.get(verb).apply(rollout);
    assertThat(after.state()).isEqualTo(to);
    assertThat(after.endedAt()).isEqualTo(to.ended() ? NOW : null);
  }

  @ParameterizedTest
  @EnumSource(RollbackCause.class)
  @DisplayName("only what no person asked for counts against the candidate")
  void countsWhatNoPersonAskedFor(RollbackCause cause) {
    var after = in(RUNNING).moveBack(cause);

    var counts = Set.of(RollbackCause.NUMBERS, RollbackCause.ALERT).contains(cause);
    assertThat(after.stepBacks()).isEqualTo(counts ? 1 : 0);
    assertThat(after.onItsLastTry()).isEqualTo(counts);
    assertThat(after.resume().stepBacks()).as("and is not forgotten").isEqualTo(after.stepBacks());
  }

  @ParameterizedTest
  @EnumSource(RolloutState.class)
  @DisplayName("a stage passes while its rollout runs, and stays passed")
  void passesAStageWhileItRuns(RolloutState state) {
    var soaking = stage(1, NOW, null);

    if (state == RUNNING) assertThat(in(state).passStage(soaking, NOW).passed()).isTrue();
    else assertThatThrownBy(() -> in(state).passStage(soaking, NOW)).isInstanceOf(Refusal.class);
    assertThat(in(state).passStage(stage(1, NOW, StageOutcome.PASSED), NOW).passed())
        .isTrue();
  }

  @Test
  @DisplayName("a stage that did not soak, has ended otherwise, or is another's does not pass")
  void passesNoStageThatDidNotSoak() {
    assertThatThrownBy(() -> in(RUNNING).passStage(stage(1, null, null), NOW))
        .hasMessageContaining("has not begun to soak");
    assertThatThrownBy(() -> in(RUNNING).passStage(stage(1, NOW, StageOutcome.MOVED_BACK), NOW))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> in(RUNNING).passStage(stage(2, NOW, null), NOW))
        .isInstanceOf(Refusal.class);
  }

  @Test
  @DisplayName("a refusal says what to do next")
  void saysWhatToDoNext() {
    assertThatThrownBy(() -> in(MOVED_BACK).promote(NOW))
        .hasMessageContaining("operations decides first how to go on");
    assertThatThrownBy(() -> in(PROMOTED).reject(NOW))
        .hasMessageContaining("it is promoted")
        .hasMessageContaining("A new one begins with an approved version");
    assertThatThrownBy(() -> in(REJECTED).resume()).hasMessageContaining("it was given up");
  }

  private static Rollout in(RolloutState state) {
    return new Rollout(
        1,
        "churn",
        "CHURN-1",
        "v2",
        "v1",
        state,
        0,
        new Rollout.Agreed(RiskTier.LIMITED, null, null, null),
        NOW,
        state.ended() ? NOW : null);
  }

  private static StageRun stage(long rollout, Instant soakUntil, StageOutcome outcome) {
    return new StageRun(
        7,
        rollout,
        Stage.CANARY,
        NOW,
        new StageRun.Plan(Duration.ofDays(1), Duration.ofDays(2), 100),
        soakUntil == null ? null : new StageRun.Soak(soakUntil, soakUntil, soakUntil),
        outcome,
        outcome == null ? null : NOW);
  }
}
