package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Decisions;
import io.pilotage.simulated.StandIn;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Where a day of the plan is pressed into seconds, everything that is told beside a soak is pressed
 * with it.
 */
class PressedTimeTest {

  @Test
  @DisplayName(
      "Freshness and the watch's window are told in the time of the plan: a fresh sample is as old "
          + "beside its soak, whatever a day lasts")
  void pressesWhatIsToldBesideASoak() {
    var usual = properties(Map.of());
    var pressed = properties(Map.of(
        "pilotage.rollout.day", "8s", "pilotage.rollout.limits.latency-p95.freshness", "P2D"));

    assertThat(usual.limitsInForce().get(Signal.ERROR_RATE).freshness())
        .isEqualTo(Duration.ofHours(6));
    assertThat(usual.limitsInForce().get(Signal.ACCURACY).freshness())
        .isEqualTo(Duration.ofDays(3));
    assertThat(usual.watchWindow()).isEqualTo(Duration.ofDays(1));
    assertThat(pressed.limitsInForce().get(Signal.ERROR_RATE).freshness())
        .isEqualTo(Duration.ofSeconds(2));
    assertThat(pressed.limitsInForce().get(Signal.ACCURACY).freshness())
        .isEqualTo(Duration.ofSeconds(24));
    assertThat(pressed.limitsInForce().get(Signal.LATENCY_P95).freshness())
        .isEqualTo(Duration.ofSeconds(16));
    assertThat(pressed.watchWindow()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  @DisplayName(
      "A freshness as long as the shortest soak stops the start-up, and so does a day that takes no time")
  void refusesWhatBreaksTheProportion() {
    assertThatCode(() -> start(Map.of("pilotage.rollout.limits.error-rate.freshness", "PT167H")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> start(Map.of(
            "pilotage.rollout.limits.error-rate.freshness", "P7D", "pilotage.rollout.day", "8s")))
        .hasMessageContaining("pilotage.rollout.limits.error-rate.freshness is PT168H")
        .hasMessageContaining("stage-plan is PT168H")
        .hasMessageContaining("pilotage.rollout.day=PT8S");
    assertThatThrownBy(() -> properties(Map.of("pilotage.rollout.day", "0s")))
        .rootCause()
        .hasMessageContaining("pilotage.rollout.day is PT0S");
  }

  private static void start(Map<String, String> settings) {
    var decisions = StandIn.of(
        Decisions.class,
        Map.of(
            "rows",
            asked -> List.of(Map.<String, Object>of(
                "shortestSoak", "P7D", "longestSoak", "P14D", "minimumSamples", 100))));
    var properties = properties(settings);
    new KeepsProportions(new StagePlan(decisions, properties), properties)
        .afterSingletonsInstantiated();
  }

  private static RolloutProperties properties(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("pilotage.rollout", RolloutProperties.class);
  }
}
