package io.pilotage.readiness;

import static io.pilotage.readiness.ReadinessAnswers.TODAY;
import static io.pilotage.readiness.ReadinessAnswers.architecture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.engine.Refusal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that make no sense are refused in a sentence, before anything is stored. */
class ReadinessAnswersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-fraud",
        "fraud model",
        "a/b",
        "<script>",
        "Ω",
        "x'; drop table model_version"
      })
  void refusesModelNamesThatCannotBeTold(String name) {
    assertThatThrownBy(() -> new Registration(name, "v1", "v2", "s3://a", "rules"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void refusesACandidateThatServesAlready() {
    assertThatThrownBy(() -> new Registration("fraud", "v1", "v1", "s3://a", "rules"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("a version of its own");
  }

  @Test
  void takesTheFallbackForWhatServesWhenNoModelDoes() {
    var first = new Registration("fraud", null, "v1", "s3://a", "rules");

    assertThat(first.serving()).isEqualTo("rules");
    assertThat(first.first()).isTrue();
  }

  @Test
  void fallsBackOnThePreviousModelByItsVersion() {
    var second = new Registration("fraud", "v1", "v2", "s3://a", "v1");

    assertThat(second.serving()).isEqualTo("v1");
    assertThat(second.first()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 0, 10, targetPerSecond", "1, -1, 1, 0, 10, measuredPerSecond",
        "1, 1, -1, 0, 10, latencyP95Ms",
    "1, 1, 1, 101, 10, errorRatePercent", "1, 1, 1, NaN, 10, errorRatePercent",
        "1, 1, 1, 0, 0, loadTestMinutes"
  })
  void refusesImpossibleMeasurements(
      double target, double measured, double p95, double failed, double minutes, String field) {
    assertThatThrownBy(() -> new ServingProof(target, measured, p95, failed, minutes, "report"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  @Test
  void refusesSignalsNobodyKnows() {
    assertThatThrownBy(
            () -> MonitoringConnection.of(List.of("accuracy", "karma"), "pager", "duty manager"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("karma");
  }

  @Test
  void refusesMonitoringWithoutSignals() {
    assertThatThrownBy(() -> MonitoringConnection.of(List.of(), "pager", "duty manager"))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void wantsACommentWithEveryNoInTheChecklist() {
    assertThatThrownBy(() -> new ComplianceChecklist(true, true, false, true, "board", null, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("what is missing");
  }

  @Test
  void wantsACommentWithEveryNoOfOperations() {
    assertThatThrownBy(() -> new Handover(true, false, true, "Olga", TODAY, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("before operations can take over");
  }

  @Test
  @DisplayName("R55 80 % cacheable on a 50K bill without a cache needs a reason")
  void asksWhyNoCacheIsUsed() {
    assertThatThrownBy(() -> architecture(80, CacheDecision.NOT_USED, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("40,000");
    assertThat(architecture(20, CacheDecision.NOT_USED, null).leavesCacheOut()).isFalse();
  }

  @Test
  @DisplayName("R58 the register starts with eight risks of three kinds")
  void startsTheRegisterWithEightRisks() {
    assertThat(Risks.SEEDS)
        .hasSize(8)
        .extracting(Risk::kind)
        .containsOnly("model", "governance", "system");
    assertThat(Risks.SEEDS).extracting(Risk::code).doesNotHaveDuplicates();
  }
}
