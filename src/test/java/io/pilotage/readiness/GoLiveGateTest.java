package io.pilotage.readiness;

import static io.pilotage.readiness.ReadinessAnswers.NOW;
import static io.pilotage.readiness.ReadinessAnswers.PROPERTIES;
import static io.pilotage.readiness.ReadinessAnswers.TODAY;
import static io.pilotage.readiness.ReadinessAnswers.answered;
import static io.pilotage.readiness.ReadinessAnswers.architecture;
import static io.pilotage.readiness.ReadinessAnswers.checklist;
import static io.pilotage.readiness.ReadinessAnswers.handover;
import static io.pilotage.readiness.ReadinessAnswers.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.gate.Effect;
import io.pilotage.gate.Finding;
import io.pilotage.verdict.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every rule of the productionize gate fires once and stays quiet once. */
class GoLiveGateTest {

  @Nested
  @DisplayName("R50 serving proven against volume and latency")
  class Serving {

    @Test
    void passesWithinEveryLimit() {
      assertThat(GoLiveGate.servingProvenAgainstTheLimits(
                  serving(220, 80, 0.2, 30), Optional.of(100.0), PROPERTIES)
              .effect())
          .isEqualTo(Effect.PASS);
    }

    @Test
    void blocksBelowTheTargetVolume() {
      assertBlocked(
          GoLiveGate.servingProvenAgainstTheLimits(
              serving(199, 80, 0.2, 30), Optional.of(100.0), PROPERTIES),
          "below the target");
    }

    @Test
    void blocksAboveTheLatencyOfTheCharter() {
      assertBlocked(
          GoLiveGate.servingProvenAgainstTheLimits(
              serving(220, 101, 0.2, 30), Optional.of(100.0), PROPERTIES),
          "the charter allows 100 ms");
    }

    @Test
    void blocksWhenTooManyRequestsFail() {
      assertBlocked(
          GoLiveGate.servingProvenAgainstTheLimits(
              serving(220, 80, 1.1, 30), Optional.of(100.0), PROPERTIES),
          "% failed");
    }

    @Test
    void blocksWhenTheTestWasTooShort() {
      assertBlocked(
          GoLiveGate.servingProvenAgainstTheLimits(
              serving(220, 80, 0.2, 9), Optional.of(100.0), PROPERTIES),
          "too short");
    }

    @Test
    void warnsWithoutALatencyLimit() {
      assertThat(GoLiveGate.servingProvenAgainstTheLimits(
                  serving(220, 80, 0.2, 30), Optional.empty(), PROPERTIES)
              .effect())
          .isEqualTo(Effect.WARN);
    }
  }

  @Nested
  @DisplayName("R51 monitoring returns fresh data")
  class MonitoringData {

    private final MonitoringProbe fresh = new MonitoringProbe(
        "accuracy", "v1", true, 900, NOW, "accuracy of version v1: 900 samples.");
    private final MonitoringProbe silent =
        new MonitoringProbe("cost", null, false, 0, null, "cost: no sample within PT1H.");

    @Test
    void passesWhenEverySignalIsFresh() {
      assertThat(GoLiveGate.monitoringReturnsFreshData(List.of(fresh)).effect())
          .isEqualTo(Effect.PASS);
    }

    @Test
    void blocksWhenOneSignalIsSilent() {
      assertBlocked(
          GoLiveGate.monitoringReturnsFreshData(List.of(fresh, silent)), "cost: no sample");
    }

    @Test
    void blocksBeforeAnySignalIsRequired() {
      assertBlocked(GoLiveGate.monitoringReturnsFreshData(List.of()), "Nobody said");
    }
  }

  @Nested
  @DisplayName("R52 rollback drill younger than 30 days")
  class Drill {

    @Test
    void passesWithADrillOfThirtyDays() {
      assertThat(GoLiveGate.rollbackRehearsedLately(
                  drill(Duration.ofDays(30), true), Optional.of("v2"), PROPERTIES.drillAge(), NOW)
              .effect())
          .isEqualTo(Effect.PASS);
    }

    @Test
    void blocksADrillOfThirtyOneDays() {
      assertBlocked(
          GoLiveGate.rollbackRehearsedLately(
              drill(Duration.ofDays(31), true), Optional.of("v2"), PROPERTIES.drillAge(), NOW),
          "more than 30 days ago");
    }

    @Test
    void blocksAFailedDrill() {
      assertBlocked(
          GoLiveGate.rollbackRehearsedLately(
              drill(Duration.ofDays(1), false), Optional.of("v2"), PROPERTIES.drillAge(), NOW),
          "failed");
    }

    @Test
    void blocksADrillOfAnotherVersion() {
      assertBlocked(
          GoLiveGate.rollbackRehearsedLately(
              drill(Duration.ofDays(1), true), Optional.of("v3"), PROPERTIES.drillAge(), NOW),
          "the candidate is v3");
    }

    @Test
    void blocksWithoutADrill() {
      assertBlocked(
          GoLiveGate.rollbackRehearsedLately(
              Optional.empty(), Optional.of("v2"), PROPERTIES.drillAge(), NOW),
          "No rollback was rehearsed");
    }

    private Optional<Rehearsal> drill(Duration ago, boolean succeeded) {
      return Optional.of(new Rehearsal("fraud", "v2", NOW.minus(ago), 12, succeeded, "as seen"));
    }
  }

  @Nested
  @DisplayName("R54 compliance checklist signed, explanation where the tier asks")
  class Compliance {

    @Test
    void passesACompleteChecklist() {
      assertThat(GoLiveGate.complianceChecklistSigned(answered(checklist(true, null)), false)
              .effect())
          .isEqualTo(Effect.PASS);
    }

    @Test
    void blocksAnOpenItem() {
      assertBlocked(
          GoLiveGate.complianceChecklistSigned(answered(checklist(false, "SHAP")), false),
          "Privacy review in May");
    }

    @Test
    void blocksAMissingExplanationWhereItIsAskedFor() {
      assertBlocked(
          GoLiveGate.complianceChecklistSigned(answered(checklist(true, null)), true),
          "no method explains");
    }

    @Test
    void passesAnExplanationWhereItIsAskedFor() {
      assertThat(GoLiveGate.complianceChecklistSigned(answered(checklist(true, "SHAP")), true)
              .effect())
          .isEqualTo(Effect.PASS);
    }
  }

  @Nested
  @DisplayName("R55 architecture recorded, cache question asked")
  class Architecture {

    @Test
    void passesWithACache() {
      assertThat(
              GoLiveGate.architectureRecorded(answered(architecture(80, CacheDecision.USED, null)))
                  .effect())
          .isEqualTo(Effect.PASS);
    }

    @Test
    void warnsOfEightyCacheablePercentOnAFiftyThousandBill() {
      var finding = GoLiveGate.architectureRecorded(
          answered(architecture(80, CacheDecision.NOT_USED, "Answers must be live")));

      assertThat(finding.effect()).isEqualTo(Effect.WARN);
      assertThat(finding.fact()).contains("up to 40,000 a month");
    }
  }

  @Nested
  @DisplayName("R56 handover accepted, operations trained")
  class HandedOver {

    @Test
    void passesThreeYesAndATraining() {
      assertThat(
              GoLiveGate.handoverAcceptedOperationsTrained(answered(handover(true, TODAY)), TODAY)
                  .effect())
          .isEqualTo(Effect.PASS);
    }

    @Test
    void blocksWhenOperationsCannotMaintainIt() {
      assertBlocked(
          GoLiveGate.handoverAcceptedOperationsTrained(answered(handover(false, TODAY)), TODAY),
          "Two more people");
    }

    @Test
    void blocksATrainingThatIsStillToCome() {
      assertBlocked(
          GoLiveGate.handoverAcceptedOperationsTrained(
              answered(handover(true, TODAY.plusDays(1))), TODAY),
          "has not been held");
    }
  }

  @Nested
  @DisplayName("R57 a test alert arrives and is acknowledged")
  class Alert {

    @Test
    void passesAnAlertAnsweredInTime() {
      assertThat(acknowledged(alert(NOW.plusSeconds(90), true)).effect()).isEqualTo(Effect.PASS);
    }

    @Test
    void warnsOfALateAnswer() {
      assertThat(acknowledged(alert(NOW.plus(Duration.ofHours(5)), true)).effect())
          .isEqualTo(Effect.WARN);
    }

    @Test
    void blocksAnAlertThatNeverArrived() {
      assertBlocked(acknowledged(alert(NOW.plusSeconds(90), false)), "did not arrive");
    }

    @Test
    void blocksAnUnansweredAlert() {
      assertBlocked(acknowledged(alert(null, null)), "waits for an answer");
    }

    @Test
    void blocksAnAlertThatNeverCameIn() {
      assertBlocked(
          acknowledged(new TestAlert(
              "fraud", NOW, null, "The door answered with status 401.", null, null, null, null)),
          "status 401");
      assertBlocked(
          acknowledged(
              new TestAlert("fraud", NOW, null, null, NOW.plusSeconds(9), "olga", true, null)),
          "never came in");
    }

    @Test
    void tellsHowLongItTookToTheDoor() {
      assertThat(acknowledged(alert(NOW.plusSeconds(90), true)).fact())
          .contains("after 20 ms", "olga after 90 s");
    }

    private Finding acknowledged(TestAlert alert) {
      return GoLiveGate.testAlertAcknowledged(alert, PROPERTIES);
    }

    private TestAlert alert(Instant answeredAt, Boolean reached) {
      return new TestAlert(
          "fraud", NOW, NOW.plusMillis(20), null, answeredAt, "olga", reached, "No pager");
    }
  }

  @Nested
  @DisplayName("R58 the risk register carries its eight seeds")
  class RiskRegister {

    @Test
    void passesTheEightSeeds() {
      assertThat(GoLiveGate.riskRegisterKept(Risks.SEEDS).effect()).isEqualTo(Effect.PASS);
    }

    @Test
    void blocksWithoutARegister() {
      assertBlocked(GoLiveGate.riskRegisterKept(List.of()), "There is no risk register");
    }

    @Test
    void blocksWhenOneSeedIsMissing() {
      assertBlocked(GoLiveGate.riskRegisterKept(Risks.SEEDS.subList(0, 7)), "A failure spreads");
    }
  }

  @Nested
  @DisplayName("R57 performance benchmarks are tracked")
  class Benchmarks {

    @Test
    void passesWhenQualityAndSpeedAreRequired() {
      assertThat(GoLiveGate.performanceBenchmarksTracked(
                  List.of(Signal.ACCURACY, Signal.LATENCY_P95, Signal.ERROR_RATE))
              .effect())
          .isEqualTo(Effect.PASS);
    }

    @Test
    void blocksWhenAccuracyIsNotWatched() {
      assertBlocked(
          GoLiveGate.performanceBenchmarksTracked(List.of(Signal.LATENCY_P95, Signal.ERROR_RATE)),
          "accuracy");
    }
  }

  private static void assertBlocked(Finding finding, String because) {
    assertThat(finding.effect()).isEqualTo(Effect.BLOCK);
    assertThat(finding.fact()).contains(because);
  }
}
