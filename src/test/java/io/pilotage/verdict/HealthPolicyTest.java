package io.pilotage.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HealthPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant FROM = NOW.minus(Duration.ofDays(8));
  private static final long MINIMUM = 200;

  @Test
  void isHealthyWhenEveryRequiredMetricPassesAfterTheSoak() {
    var verdict = new Case().judge();

    assertThat(verdict.stage()).as(verdict.why()).isEqualTo(Verdict.HEALTHY);
    assertThat(verdict.metrics())
        .extracting(JudgedMetric::signal)
        .contains(Signal.ACCURACY, Signal.ERROR_RATE, Signal.LATENCY_P95);
  }

  @ParameterizedTest
  @CsvSource({
    "0.8, 0.8000",
    "0.69642, 0.6964",
    "0, 0.000",
    "29, 29.00",
    "999.96, 1000",
    "12345.6, 12350",
    "0.000012346, 0.00001235",
    "1e300, 1.000E+300",
    "NaN, no number"
  })
  @DisplayName("Numbers have four digits that count, as people write them")
  void writesNumbersAsPeopleDo(double value, String written) {
    assertThat(HealthPolicy.number(value)).isEqualTo(written);
  }

  @Test
  @DisplayName("R61 R62 before the shortest soak nothing is healthy")
  void isUnclearBeforeTheSoakIsOver() {
    var verdict = new Case().soakingUntil(NOW.plusSeconds(1)).judge();

    assertThat(verdict.stage()).isEqualTo(Verdict.UNCLEAR);
    assertThat(verdict.why()).contains("shortest soak");
  }

  @Test
  void isUnclearWithoutAnyMetric() {
    assertThat(new Case().without(Signal.values()).judge().stage()).isEqualTo(Verdict.UNCLEAR);
    assertThat(new Case().limits(Map.of()).judge().stage()).isEqualTo(Verdict.UNCLEAR);
  }

  @ParameterizedTest(name = "{0} at {1} beside {2}: {3}")
  @CsvSource({
    "ACCURACY,    0.95,  0.98, PASS",
    "ACCURACY,    0.91,  0.98, FAIL",
    "ACCURACY, 0.99, 0.98, PASS",
    "ACCURACY,    0.931, 0.98, INCONCLUSIVE",
    "ACCURACY, 0.929, 0.98, INCONCLUSIVE",
    "ERROR_RATE,  0.015, 0.01, PASS",
    "ERROR_RATE,  0.025, 0.01, FAIL",
    "ERROR_RATE, 0.0201, 0.01, INCONCLUSIVE",
    "LATENCY_P95, 149,   100,  PASS",
    "LATENCY_P95, 151,   100,  FAIL",
    "COST,        1.99,  1,    PASS",
    "COST,        2.01,  1,    FAIL",
    "INPUT_DRIFT, 0.19,  0.1,  PASS",
    "INPUT_DRIFT, 0.21,  0.1,  WARN",
    "INPUT_DRIFT, 0.26, 0.1, FAIL",
    "PREDICTION_DRIFT, 0.3, 0.1, FAIL",
    "FAIRNESS,    0.81,  0.9,  PASS",
    "FAIRNESS,    0.79,  0.9,  FAIL"
  })
  @DisplayName("limits relative to the version beside it")
  void judgesByTheLimit(Signal signal, double value, double beside, MetricVerdict expected) {
    var verdict =
        new Case().seen(signal, value, 20_000).beside(signal, beside, 20_000).judge();

    assertThat(verdict.metric(signal))
        .hasValueSatisfying(
            metric -> assertThat(metric.verdict()).as(metric.why()).isEqualTo(expected));
    assertThat(verdict.stage())
        .isEqualTo(
            expected == MetricVerdict.FAIL
                ? Verdict.UNHEALTHY
                : expected == MetricVerdict.INCONCLUSIVE ? Verdict.UNCLEAR : Verdict.HEALTHY);
  }

  static Stream<Arguments> notANumber() {
    return Stream.of(Signal.ACCURACY, Signal.ERROR_RATE, Signal.LATENCY_P95)
        .flatMap(signal -> DoubleStream.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -1,
                -0.0001,
                signal == Signal.LATENCY_P95 ? Double.NaN : 1.0001)
            .mapToObj(value -> Arguments.of(signal, value)));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("notANumber")
  @DisplayName("R64 what is no number never promotes, measured")
  void neverPassesWhatIsNoNumber(Signal signal, double value) {
    var verdict = new Case().seen(signal, value, 1_000).judge();

    assertThat(verdict.metric(signal).orElseThrow().verdict()).isEqualTo(MetricVerdict.ERROR);
    assertThat(verdict.stage()).isEqualTo(Verdict.UNCLEAR);
  }

  @ParameterizedTest(name = "{0} beside {1}")
  @MethodSource("notANumber")
  @DisplayName("R64 what is no number never promotes, compared with")
  void neverPassesBesideWhatIsNoNumber(Signal signal, double value) {
    var verdict = new Case().beside(signal, value, 1_000).judge();

    assertThat(verdict.metric(signal).orElseThrow().verdict())
        .isEqualTo(MetricVerdict.INCONCLUSIVE);
    assertThat(verdict.stage()).isEqualTo(Verdict.UNCLEAR);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  @DisplayName("R64 NaN passes for no signal at all")
  void neverPassesNaNOfAnySignal(Signal signal) {
    var all = new EnumMap<Signal, Limit>(Limits.with(Map.of()));
    all.putIfAbsent(signal, new Limit(null, null, 0.5, null, null, null, true, null, null, null));

    var verdict = new Case().limits(all).seen(signal, Double.NaN, 1_000).judge();

    assertThat(verdict.metric(signal).orElseThrow().verdict().promotes()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Signal.class,
      names = {"ACCURACY", "ERROR_RATE", "LATENCY_P95"})
  @DisplayName("R64 a NaN limit passes nothing")
  void neverPassesALimitThatIsNoNumber(Signal signal) {
    var limits = new EnumMap<Signal, Limit>(Limits.with(Map.of()));
    limits.put(signal, new Limit(Double.NaN, null, null, null, null, null, true, null, null, null));

    assertThat(new Case().limits(limits).judge().metric(signal).orElseThrow().verdict())
        .isEqualTo(MetricVerdict.INCONCLUSIVE);
  }

  @Test
  @DisplayName("R64 too few, stale, unreadable and missing numbers hold the stage")
  void holdsWithoutGoodNumbers() {
    assertThat(new Case().seen(Signal.ACCURACY, 0.98, MINIMUM - 1).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.TOO_FEW);
    assertThat(new Case().seen(Signal.ACCURACY, Double.NaN, 0).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.TOO_FEW);
    assertThat(new Case().without(Signal.ACCURACY).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.TOO_FEW);
    assertThat(new Case().unreadable(Signal.ACCURACY).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.ERROR);
    assertThat(new Case()
            .seen(Signal.LATENCY_P95, 100, 1_000, NOW.minus(Duration.ofHours(7)))
            .verdictOf(Signal.LATENCY_P95))
        .isEqualTo(MetricVerdict.STALE);
  }

  @Test
  void countsOnlySamplesOfTheWindowAndTheVersion() {
    assertThat(new Case()
            .seen(Signal.ACCURACY, 0.98, 1_000, NOW.plus(Duration.ofHours(1)))
            .verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.ERROR);
    assertThat(new Case()
            .seen(Signal.ACCURACY, 0.98, 1_000, FROM.minusSeconds(1))
            .verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.ERROR);
    assertThat(new Case().seen(Signal.ACCURACY, 0.98, 1_000, null).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.ERROR);
    assertThat(new Case().ofAnotherVersion(Signal.ACCURACY).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.ERROR);
  }

  @Test
  void failWinsOverEverything() {
    var verdict = new Case()
        .seen(Signal.ACCURACY, 0.5, 1_000)
        .unreadable(Signal.ERROR_RATE)
        .without(Signal.LATENCY_P95)
        .soakingUntil(NOW.plusSeconds(60))
        .judge();

    assertThat(verdict.stage()).isEqualTo(Verdict.UNHEALTHY);
    assertThat(verdict.why()).contains("accuracy FAIL");
  }

  @Test
  void staysFailedWhenTheSamplesStop() {
    assertThat(new Case().seen(Signal.ERROR_RATE, 0.5, 1_000, FROM).verdictOf(Signal.ERROR_RATE))
        .isEqualTo(MetricVerdict.FAIL);
  }

  @Test
  @DisplayName("R63 unfairness counts although accuracy passes")
  void failsAnUnfairCandidateThatIsAccurate() {
    var verdict = new Case().seen(Signal.FAIRNESS, 0.7, 3_000).judge();

    assertThat(verdict.stage()).isEqualTo(Verdict.UNHEALTHY);
    assertThat(verdict.severe()).isFalse();
  }

  @Test
  @DisplayName("R64 a ratio of a few hundred samples says nothing about fairness yet")
  void waitsForEnoughSamplesToTellFairness() {
    var verdict = new Case().seen(Signal.FAIRNESS, 0.7, 300).judge();

    assertThat(verdict.metric(Signal.FAIRNESS).orElseThrow().verdict())
        .isEqualTo(MetricVerdict.TOO_FEW);
  }

  @Test
  @DisplayName("R63 a broken hard limit is severe")
  void callsABrokenHardLimitSevere() {
    assertThat(new Case().seen(Signal.ERROR_RATE, 0.3, 1_000).judge().severe()).isTrue();
    assertThat(new Case().seen(Signal.ERROR_RATE, 0.21, 1_000).judge().severe())
        .as("a little above is no evidence yet")
        .isFalse();
    assertThat(new Case().seen(Signal.ERROR_RATE, 0.05, 1_000).judge().severe()).isFalse();
    assertThat(new Case().seen(Signal.ERROR_RATE, 0.5, 3).judge().severe())
        .as("on too few samples")
        .isFalse();
  }

  @Test
  @DisplayName("R13 the charter's limit counts in addition")
  void keepsTheCharter() {
    var limits = new EnumMap<>(Limits.with(Map.of()));
    limits.computeIfPresent(Signal.LATENCY_P95, (signal, limit) -> limit.withCharter(90.0));

    var verdict = new Case().limits(limits).judge();

    assertThat(verdict.metric(Signal.LATENCY_P95).orElseThrow().limit()).isEqualTo(90.0);
    assertThat(verdict.stage()).isEqualTo(Verdict.UNHEALTHY);
  }

  @Test
  void comparesWithWhatIsRegisteredWhereTheOtherVersionTellsNothing() {
    var first = new Case()
        .nothingBeside()
        .registered(Signal.ACCURACY, 0.95)
        .charter(Signal.LATENCY_P95, 200.0);

    assertThat(first.judge().stage()).as(first.judge().why()).isEqualTo(Verdict.HEALTHY);
    assertThat(first.judge().metric(Signal.ACCURACY).orElseThrow().limit())
        .isCloseTo(0.9, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(new Case().nothingBeside().verdictOf(Signal.ACCURACY))
        .as("nothing to compare with")
        .isEqualTo(MetricVerdict.INCONCLUSIVE);
  }

  @Test
  void comparesWithNoHandfulOfSamples() {
    assertThat(new Case().beside(Signal.ACCURACY, 0.5, MINIMUM / 4 - 1).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.INCONCLUSIVE);
  }

  @ParameterizedTest(name = "{0} of {1} agree: {2}")
  @CsvSource({
    "20, 20, PASS",
    "10, 10, INCONCLUSIVE",
    "19, 20, INCONCLUSIVE",
    "38, 40, PASS",
    "8, 10, INCONCLUSIVE",
    "3, 10, INCONCLUSIVE",
    "0, 10, FAIL",
    "4, 20, FAIL",
    "1, 1, INCONCLUSIVE",
    "0, 1, INCONCLUSIVE"
  })
  @DisplayName("R66 opinions count by the evidence in them")
  void weighsOpinionsByTheirBounds(long agreed, long all, MetricVerdict expected) {
    var limits = new EnumMap<>(Limits.with(Map.of()));
    limits.computeIfPresent(Signal.AGREEMENT, (signal, limit) -> limit.whenRequired(true));

    var verdict = new Case()
        .limits(limits)
        .seen(Signal.AGREEMENT, (double) agreed / all, all)
        .judge();

    assertThat(verdict.metric(Signal.AGREEMENT).orElseThrow().verdict()).isEqualTo(expected);
    assertThat(verdict.waitsForSample()).isEqualTo(expected == MetricVerdict.INCONCLUSIVE);
  }

  @Test
  @DisplayName("R66 a stage that lacks nothing but opinions waits for a sample")
  void waitsForASample() {
    var limits = new EnumMap<>(Limits.with(Map.of()));
    limits.computeIfPresent(Signal.AGREEMENT, (signal, limit) -> limit.whenRequired(true));

    assertThat(new Case().limits(limits).judge().waitsForSample()).isTrue();
    assertThat(new Case().limits(limits).unreadable(Signal.ACCURACY).judge().waitsForSample())
        .isFalse();
  }

  @ParameterizedTest(name = "{0} at {1} beside {2}: {3}")
  @CsvSource({
    "ACCURACY, 0.04, 0.04, TOO_FEW",
    "ACCURACY, 0.9, 0.05, TOO_FEW",
    "ERROR_RATE, 0.99, 0.995, TOO_FEW",
    "COST, 0, 0, TOO_FEW",
    "COST, 3, 0, TOO_FEW",
    "CACHE_HITS, 0.1, 0.1, TOO_FEW",
    "THROUGHPUT, 0, 0, TOO_FEW"
  })
  @DisplayName(
      "R64 beside almost nothing a limit is outside 0 and 1, or a multiple of nothing: no test, and never a PASS")
  void testsNothingBesideNothing(
      Signal signal, double value, double beside, MetricVerdict expected) {
    var verdict =
        new Case().seen(signal, value, 20_000).beside(signal, beside, 20_000).judge();

    assertThat(verdict.metric(signal)).hasValueSatisfying(metric -> {
      assertThat(metric.verdict()).as(metric.why()).isEqualTo(expected);
      assertThat(metric.why()).contains("leaves nothing to test");
    });
  }

  @ParameterizedTest(name = "{0} at {1} beside {2}")
  @CsvSource({"ACCURACY, 0.45, 0.45", "ERROR_RATE, 0.25, 0.25", "LATENCY_P95, 61000, 61000"})
  @DisplayName(
      "R64 as good as a version that is bad is not good: nothing passes beyond the absolute limit of its signal")
  void passesNothingBeyondTheAbsoluteLimit(Signal signal, double value, double beside) {
    var metric = new Case()
        .seen(signal, value, 200_000)
        .beside(signal, beside, 200_000)
        .judge()
        .metric(signal)
        .orElseThrow();

    assertThat(metric.verdict()).as(metric.why()).isEqualTo(MetricVerdict.INCONCLUSIVE);
    assertThat(metric.why()).contains("pilotage.rollout.limits." + signal.label() + ".absolute");
  }

  @Test
  @DisplayName(
      "R64 a stable version that was never right holds the stage, whatever the candidate is")
  void holdsBesideWhatWasNeverRight() {
    for (double candidate : new double[] {0, 0.5, 0.98}) {
      var verdict = new Case()
          .seen(Signal.ACCURACY, candidate, 1_000)
          .beside(Signal.ACCURACY, 0, 1_000)
          .judge();

      assertThat(verdict.stage()).isEqualTo(Verdict.UNCLEAR);
      assertThat(verdict.why()).contains("v1 was never right in 1000 samples");
    }
  }

  @Test
  @DisplayName(
      "R63 R64 words that are never the same hold a first version; beside one that is right they are simply wrong")
  void tellsWrongFromOtherWords() {
    var first = new Case()
        .nothingBeside()
        .registered(Signal.ACCURACY, 0.95)
        .seen(Signal.ACCURACY, 0, 1_000);

    assertThat(first.words("v2", 0).verdictOf(Signal.ACCURACY)).isEqualTo(MetricVerdict.ERROR);
    assertThat(first.judge().why()).contains("answers are 0, 1; outcomes are no, yes");
    assertThat(first.words("v2", 1).verdictOf(Signal.ACCURACY))
        .as("one word is the same")
        .isEqualTo(MetricVerdict.FAIL);
    assertThat(new Case().seen(Signal.ACCURACY, 0, 1_000).words("v2", 0).verdictOf(Signal.ACCURACY))
        .isEqualTo(MetricVerdict.FAIL);
  }

  @Test
  @DisplayName("A drift of too few is no number yet, and nobody's fault")
  void waitsForEnoughToTellDrift() {
    assertThat(new Case()
            .seen(Signal.INPUT_DRIFT, Double.NaN, 165)
            .judge()
            .metric(Signal.INPUT_DRIFT)
            .orElseThrow())
        .extracting(JudgedMetric::verdict, JudgedMetric::why)
        .containsExactly(MetricVerdict.TOO_FEW, "165 of 200 samples.");
  }

  @Test
  void configurationChangesOnlyWhatItNames() {
    var limits = Limits.with(Map.of(
        Signal.ACCURACY, new Limit(0.02, null, null, null, null, null, null, null, null, null)));

    assertThat(limits.get(Signal.ACCURACY).margin()).isEqualTo(0.02);
    assertThat(limits.get(Signal.ACCURACY).isRequired()).isTrue();
    assertThat(limits.get(Signal.ERROR_RATE).margin()).isEqualTo(0.01);
  }

  /** A healthy look; a test says only what is different. */
  private static final class Case {

    private Map<Signal, Limit> limits = Limits.with(Map.of());
    private final Map<Signal, Measured> seen = new EnumMap<>(Signal.class);
    private final Map<Signal, Measured> beside = new EnumMap<>(Signal.class);
    private final Map<Signal, Double> registered = new EnumMap<>(Signal.class);
    private Instant soakUntil = NOW.minusSeconds(1);
    private Course course = new Course(
        Map.of(),
        Course.Groups.NONE,
        true,
        false,
        Duration.ofDays(1),
        13,
        true,
        java.util.Set.of(),
        List.of());

    Case() {
      seen(Signal.ACCURACY, 0.98, 1_000)
          .seen(Signal.ERROR_RATE, 0.002, 3_000)
          .seen(Signal.LATENCY_P95, 100, 1_000);
      beside(Signal.ACCURACY, 0.98, 1_000)
          .beside(Signal.ERROR_RATE, 0.002, 3_000)
          .beside(Signal.LATENCY_P95, 100, 1_000);
    }

    Case seen(Signal signal, double value, long n) {
      return seen(signal, value, n, NOW.minusSeconds(60));
    }

    Case seen(Signal signal, double value, long n, Instant newest) {
      seen.put(signal, new Measured(signal, "fraud", "v2", value, n, newest, null));
      return this;
    }

    Case ofAnotherVersion(Signal signal) {
      seen.put(
          signal, new Measured(signal, "fraud", "v1", 0.98, 1_000, NOW.minusSeconds(60), null));
      return this;
    }

    Case unreadable(Signal signal) {
      seen.put(
          signal,
          new Measured(signal, "fraud", "v2", Double.NaN, 0, null, "Prometheus does not answer."));
      return this;
    }

    Case beside(Signal signal, double value, long n) {
      beside.put(signal, new Measured(signal, "fraud", "v1", value, n, NOW.minusSeconds(60), null));
      return this;
    }

    Case nothingBeside() {
      beside.clear();
      return this;
    }

    Case registered(Signal signal, double value) {
      registered.put(signal, value);
      return this;
    }

    Case charter(Signal signal, double demand) {
      var with = new EnumMap<>(limits);
      with.computeIfPresent(signal, (known, limit) -> limit.withCharter(demand));
      return limits(with);
    }

    Case without(Signal... signals) {
      for (var signal : signals) seen.remove(signal);
      return this;
    }

    Case limits(Map<Signal, Limit> others) {
      limits = others;
      return this;
    }

    /** Answers 0 and 1 beside outcomes no and yes, so many of them the same. */
    Case words(String version, long shared) {
      course = new Course(
          course.counted(),
          course.groups(),
          course.atTheSameTime(),
          course.shadow(),
          course.day(),
          course.midnights(),
          course.latched(),
          course.failed(),
          List.of(new Words(version, "answers are 0, 1; outcomes are no, yes", shared == 0)));
      return this;
    }

    Case soakingUntil(Instant until) {
      soakUntil = until;
      return this;
    }

    StageVerdict judge() {
      return HealthPolicy.judge(new Look(
          "fraud",
          "v2",
          7,
          new Look.Span(FROM, NOW, soakUntil),
          MINIMUM,
          limits,
          new Look.Numbers(seen, beside, registered),
          course));
    }

    MetricVerdict verdictOf(Signal signal) {
      var verdict = judge();
      assertThat(verdict.stage()).isNotEqualTo(Verdict.HEALTHY);
      return verdict.metric(signal).orElseThrow().verdict();
    }
  }
}
