package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.monitoring.Window;
import io.pilotage.verdict.Course;
import io.pilotage.verdict.HealthPolicy;
import io.pilotage.verdict.Limits;
import io.pilotage.verdict.Look;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A drift that cannot be told yet is TOO_FEW, in words about samples, and no fault")
class DriftTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Window V1 = new Window("churn", "v1", NOW.minusSeconds(3600), NOW);
  private static final Window V2 = new Window("churn", "v2", NOW.minusSeconds(3600), NOW);

  private final Drift drift = new Drift();

  @Test
  @DisplayName("Right after a step back, before which the stable version answered nobody")
  void nothingToCompareWith() {
    counted("amount", 0, 300);

    assertThat(judged(200)).isEqualTo("TOO_FEW: Only 0 of 200 samples to compare with.");
  }

  @Test
  void tooFewOfItsOwn() {
    counted("amount", 300, 199);

    assertThat(judged(200)).isEqualTo("TOO_FEW: Only 199 of 200 samples.");
  }

  @Test
  @DisplayName("Monitoring may be set to ask for more samples than the limit does")
  void moreAskedThanTheLimitDoes() {
    counted("amount", 900, 300);

    assertThat(judged(500)).isEqualTo("TOO_FEW: Only 300 of 500 samples.");
  }

  @Test
  @DisplayName("Another version that tells none of the features of this one")
  void nothingInCommon() {
    counted("amount", 300, 0);
    drift.add(null, null, 0, 300);
    drift.add("night", "=true", 0, 300);

    assertThat(judged(200))
        .isEqualTo("TOO_FEW: Only 0 of 300 samples tell a feature that both sides have.");
  }

  @Test
  void enoughIsJudged() {
    counted("amount", 300, 300);

    assertThat(judged(200)).startsWith("PASS: 0.000 in 300 samples");
  }

  private void counted(String feature, long reference, long now) {
    drift.add(feature, "0", reference, now);
    drift.add(null, null, reference, now);
    drift.newest(NOW.minusSeconds(60));
  }

  private String judged(int sample) {
    var row = new Asked.Row(V2, V1, 0, null, null, null);
    var seen = drift.reading(Signal.INPUT_DRIFT, row, sample).measured();
    var course = new Course(
        Map.of(),
        Course.Groups.NONE,
        true,
        false,
        Duration.ofDays(1),
        13,
        true,
        Set.of(),
        List.of());
    var look = new Look(
        "churn",
        "v2",
        1,
        new Look.Span(V2.from(), NOW, null),
        40,
        Limits.with(Map.of()),
        new Look.Numbers(Map.of(Signal.INPUT_DRIFT, seen), Map.of(), Map.of()),
        course);
    var metric = HealthPolicy.judge(look).metric(Signal.INPUT_DRIFT).orElseThrow();
    return metric.verdict() + ": " + metric.why();
  }
}
