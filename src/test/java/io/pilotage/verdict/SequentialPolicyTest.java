package io.pilotage.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.verdict.Course.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The verdict of a stage that is looked at again and again, from counts as they come in hour by
 * hour.
 */
class SequentialPolicyTest {

  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final int HOURS = 14 * 24;
  private static final int SOAK = 7 * 24;
  private static final DesignEffect NONE = new DesignEffect(1, 0);

  @Test
  @DisplayName("36 of 40 right against a limit of 0.9037 is no reason to step back")
  void equalCandidateOnFewSamples() {
    var metric = new Stage(Signal.ACCURACY, absolute(0.9037)).hour(36, 4, 0, 0).judge();

    assertThat(metric.verdict()).as(metric.why()).isEqualTo(MetricVerdict.INCONCLUSIVE);
    assertThat(metric.certainty().evidence())
        .isCloseTo(onTheFirstDay(FixedLimitEvidence.below(0.9037).lnE(36, 4)), within(1e-9));
    assertThat(metric.certainty().surprise()).as("one in").isGreaterThan(0.5);
    assertThat(metric.certainty().line()).isCloseTo(Math.log(100), within(1e-9));
    assertThat(metric.certainty().rule()).isEqualTo(Trial.RULE);
  }

  @ParameterizedTest(name = "{0} right and {1} wrong: {2}")
  @CsvSource({"159, 3, PASS", "98, 2, INCONCLUSIVE", "170, 30, FAIL", "93, 7, INCONCLUSIVE"})
  @DisplayName("Against 93 percent about 160 outcomes at 98 percent are enough")
  void weighsAgainstAFixedLimit(int right, int wrong, MetricVerdict expected) {
    var metric =
        new Stage(Signal.ACCURACY, absolute(0.93)).hour(right, wrong, 0, 0).judge();

    assertThat(metric.verdict()).as(metric.why()).isEqualTo(expected);
    assertThat(metric.certainty().evidence())
        .isCloseTo(onTheFirstDay(FixedLimitEvidence.below(0.93).lnE(right, wrong)), within(1e-9));
    assertThat(metric.certainty().evidenceFor())
        .isCloseTo(FixedLimitEvidence.above(0.93).lnE(right, wrong), within(1e-9));
  }

  @Test
  @DisplayName("The error is shared: with three required metrics the line is higher")
  void sharesTheError() {
    var limits = Limits.with(Map.of());
    var metric = new Stage(Signal.ACCURACY, limits).hour(85, 15, 98, 2).judge();

    assertThat(metric.certainty().line()).isCloseTo(Math.log(300), within(1e-9));
  }

  @Test
  @DisplayName("Beside stable the two are compared block by block, as the rule says")
  void comparesBlockByBlock() {
    var stage = new Stage(Signal.ACCURACY, relative(0.05));
    for (int hour = 0; hour < 20; hour++) stage.hour(9, 1, 196, 4);

    var metric = stage.judge();

    var expected = ComparedEvidence.below(0.05, 0.95).take(stage.blocks).lnE();
    assertThat(metric.certainty().growth()).hasSize(20);
    assertThat(metric.certainty().evidence()).isCloseTo(onTheFirstDay(expected), within(1e-9));
  }

  @Test
  @DisplayName("An hour in which the candidate had no traffic says nothing by itself")
  void waitsForTheOtherSide() {
    var quiet = new Stage(Signal.ACCURACY, relative(0.05))
        .hour(40, 10, 190, 10)
        .hour(0, 0, 190, 10)
        .judge();
    var busy = new Stage(Signal.ACCURACY, relative(0.05)).hour(40, 10, 190, 10).judge();

    assertThat(quiet.certainty().evidence()).isCloseTo(busy.certainty().evidence(), within(1e-9));
  }

  @Test
  @DisplayName(
      "A figure that keeps its limit beside a FAIL is no contradiction: the words say by what it failed")
  void saysByWhatItFailed() {
    var earlier = new Stage(Signal.ACCURACY, absolute(0.93))
        .hour(20, 20, 0, 0)
        .hour(2_000, 5, 0, 0)
        .judge();
    assertThat(earlier.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(earlier.why())
        .isEqualTo(
            "The limit is at least 0.9300. All 2045 samples together, at 0.9878, keep it now; "
                + "it was shown broken earlier in this stage, and stays so.");

    var badDay = new Stage(Signal.ACCURACY, absolute(0.93));
    for (int hour = 0; hour < 24; hour++) badDay.hour(1_000, 5, 0, 0);
    var found = badDay.hour(60, 40, 0, 0).judge();
    assertThat(found.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(found.value()).as("in all").isGreaterThan(found.limit());
    assertThat(found.why())
        .startsWith(
            "The limit is at least 0.9300. All 24220 samples together, at 0.9934, keep it, but "
                + "weighed piece by piece as they came, they show it broken. A version that keeps it would "
                + "be seen like this at most once in ")
        .doesNotContain("it must be");
  }

  @Test
  @DisplayName("and so is a PASS beside a figure that does not")
  void saysByWhatItPassed() {
    var hardHours = new Stage(Signal.ACCURACY, relative(0.05));
    for (int i = 0; i < 6; i++) hardHours.hour(600, 400, 500, 500).hour(10, 0, 1_000, 0);

    var found = hardHours.judge();

    assertThat(found.verdict()).as(found.why()).isEqualTo(MetricVerdict.PASS);
    assertThat(found.value()).as("in all").isLessThan(found.limit());
    assertThat(found.why())
        .contains("are beyond it, but weighed piece by piece as they came, they show it kept.")
        .doesNotContain("it must be");
  }

  @Test
  @DisplayName("Two figures that look the same with four digits are told apart")
  void tellsFiguresApart() {
    var metric =
        new Stage(Signal.ACCURACY, absolute(0.91514)).hour(91_506, 8_494, 0, 0).judge();

    assertThat(metric.why())
        .startsWith("0.91506000 in 100000 samples; it must be at least 0.91514000");
  }

  @Test
  @DisplayName("What failed once in a stage stays failed, even when the numbers recover or stop")
  void staysFailed() {
    var failedEarlier = new Stage(Signal.ACCURACY, absolute(0.93))
        .hour(20, 20, 0, 0)
        .hour(2_000, 5, 0, 0)
        .judge();
    var toldEarlier = new Stage(Signal.ACCURACY, absolute(0.93))
        .failedBefore()
        .hour(2_000, 5, 0, 0)
        .judge();
    var silent = new Stage(Signal.ACCURACY, absolute(0.93)).failedBefore().judge();

    assertThat(failedEarlier.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(failedEarlier.certainty().evidence())
        .as("now")
        .isLessThan(failedEarlier.certainty().line());
    assertThat(toldEarlier.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(silent.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(silent.why()).contains("earlier in this stage");
  }

  @Test
  @DisplayName("A limit outside 0 and 1 is no test, and never passes")
  void refusesALimitThatIsNone() {
    assertThat(
            new Stage(Signal.ACCURACY, absolute(0)).hour(1_000, 0, 0, 0).judge().verdict())
        .isEqualTo(MetricVerdict.TOO_FEW);
    assertThat(
            new Stage(Signal.ACCURACY, absolute(1)).hour(1_000, 0, 0, 0).judge().verdict())
        .isEqualTo(MetricVerdict.TOO_FEW);
    assertThat(new Stage(Signal.ACCURACY, absolute(1.2))
            .hour(1_000, 0, 0, 0)
            .judge()
            .verdict())
        .isEqualTo(MetricVerdict.TOO_FEW);
  }

  @Test
  @DisplayName(
      "The latency is the share of predictions slower than the limit, of which one in twenty is allowed")
  void judgesTheLatencyByItsShare() {
    assertThat(new Stage(Signal.LATENCY_P95, absolute(150))
            .hour(300, 1, 0, 0)
            .judge()
            .verdict())
        .isEqualTo(MetricVerdict.PASS);
    assertThat(new Stage(Signal.LATENCY_P95, absolute(150))
            .hour(94, 6, 0, 0)
            .judge()
            .verdict())
        .isEqualTo(MetricVerdict.INCONCLUSIVE);
    assertThat(new Stage(Signal.LATENCY_P95, absolute(150))
            .hour(160, 40, 0, 0)
            .judge()
            .verdict())
        .isEqualTo(MetricVerdict.FAIL);
  }

  @Test
  @DisplayName("Outcomes that hang together weigh less")
  void dividesByTheDesignEffect() {
    var plain = new Stage(Signal.ACCURACY, absolute(0.93)).hour(170, 30, 0, 0).judge();
    var divided = new Stage(Signal.ACCURACY, absolute(0.93))
        .hangingTogether(4)
        .hour(170, 30, 0, 0)
        .judge();

    assertThat(plain.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(divided.verdict()).isEqualTo(MetricVerdict.INCONCLUSIVE);
    assertThat(divided.certainty().designEffect()).isEqualTo(4);
    assertThat(divided.certainty().approximate()).isTrue();
  }

  @Test
  @DisplayName("The fewer outcomes a day, the less they repeat each other")
  void scalesTheDesignEffect() {
    var effect = new DesignEffect(20, 14);

    assertThat(effect.at(96, 96).factor()).isCloseTo(20, within(1e-9));
    assertThat(effect.at(6, 96).factor()).isCloseTo(2, within(1e-9));
    assertThat(effect.at(1, 96).factor()).isEqualTo(1);
    assertThat(effect.at(0.2, 96).factor()).isEqualTo(1);
  }

  @Test
  @DisplayName("R63 an equal candidate looked at every hour for two weeks is not stepped back")
  void keepsAnEqualCandidate() {
    var random = new SplittableRandom(101);
    int passed = 0;
    for (int run = 0; run < 8; run++) {
      var stage = new Stage(Signal.ACCURACY, relative(0.05));
      for (int hour = 0; hour < HOURS; hour++) {
        var metric = stage.hour(random, 5, 0.96, 95, 0.96).judge();
        assertThat(metric.verdict())
            .as("run %d, hour %d: %s", run, hour, metric.why())
            .isNotEqualTo(MetricVerdict.FAIL);
        if (hour == SOAK) passed += metric.verdict() == MetricVerdict.PASS ? 1 : 0;
      }
    }

    assertThat(passed).as("passed after a week with 840 outcomes").isGreaterThanOrEqualTo(7);
  }

  @Test
  @DisplayName(
      "R63 a candidate at 85 percent beside 98 is found within days, and one that decays in the second week too")
  void findsABadCandidate() {
    var random = new SplittableRandom(102);
    for (int run = 0; run < 8; run++) {
      int bad = hoursToFail(random, 0.85, 0.85);
      int decayed = hoursToFail(random, 0.98, 0.85);

      assertThat(bad).as("bad from the start, run %d", run).isLessThan(120);
      assertThat(decayed).as("bad in the second week, run %d", run).isBetween(SOAK, HOURS - 1);
    }
  }

  /** Half of the stake is kept for later days. */
  private static double onTheFirstDay(double lnE) {
    return Math.log(0.5 * Math.exp(lnE) + 0.5);
  }

  private static int hoursToFail(SplittableRandom random, double firstWeek, double secondWeek) {
    var stage = new Stage(Signal.ACCURACY, relative(0.05));
    for (int hour = 0; hour < HOURS; hour++) {
      if (stage
              .hour(random, 5, hour < SOAK ? firstWeek : secondWeek, 95, 0.98)
              .judge()
              .verdict()
          == MetricVerdict.FAIL) return hour;
    }
    return HOURS;
  }

  private static Map<Signal, Limit> absolute(double limit) {
    return Map.of(
        Signal.ACCURACY,
        new Limit(null, null, limit, null, null, null, true, null, null, null),
        Signal.LATENCY_P95,
        new Limit(null, null, limit, null, null, null, false, null, null, null));
  }

  private static Map<Signal, Limit> relative(double margin) {
    return Map.of(
        Signal.ACCURACY, new Limit(margin, null, null, null, null, null, true, null, null, null));
  }

  /**
   * A stage as it grows: a test says what each hour brought and asks for the verdict whenever it
   * likes.
   */
  private static final class Stage {

    private final Signal signal;
    private final Map<Signal, Limit> limits;
    private final List<Block> blocks = new ArrayList<>();
    private DesignEffect effect = NONE;
    private Set<Signal> failed = Set.of();

    Stage(Signal signal, Map<Signal, Limit> limits) {
      this.signal = signal;
      this.limits = limits;
    }

    Stage hour(double right, double wrong, double stableRight, double stableWrong) {
      blocks.add(new Block(
          FROM.plus(Duration.ofHours(blocks.size())), right, wrong, stableRight, stableWrong));
      return this;
    }

    Stage hour(SplittableRandom random, int candidate, double rate, int stable, double stableRate) {
      int right = right(random, candidate, rate);
      int stableRight = right(random, stable, stableRate);
      return hour(right, candidate - right, stableRight, stable - stableRight);
    }

    Stage failedBefore() {
      failed = Set.of(signal);
      return this;
    }

    Stage hangingTogether(double factor) {
      effect = new DesignEffect(factor, 14);
      return this;
    }

    JudgedMetric judge() {
      var now = FROM.plus(Duration.ofHours(blocks.size()));
      var seen = new EnumMap<Signal, Measured>(Signal.class);
      var beside = new EnumMap<Signal, Measured>(Signal.class);
      double n = blocks.stream().mapToDouble(Block::candidate).sum();
      double stable = blocks.stream().mapToDouble(Block::stable).sum();
      double right = blocks.stream().mapToDouble(Block::candidateRight).sum();
      double stableRight = blocks.stream().mapToDouble(Block::stableRight).sum();
      if (n > 0)
        seen.put(signal, new Measured(signal, "fraud", "v2", right / n, (long) n, now, null));
      if (stable > 0)
        beside.put(
            signal,
            new Measured(signal, "fraud", "v1", stableRight / stable, (long) stable, now, null));
      var course = new Course(
          Map.of(signal, new Counted(List.copyOf(blocks), effect, effect, NONE, List.of())),
          Course.Groups.NONE,
          stable > 0,
          false,
          Duration.ofDays(1),
          13,
          true,
          failed,
          List.of());
      return HealthPolicy.judge(new Look(
              "fraud",
              "v2",
              7,
              new Look.Span(FROM, now, now),
              1,
              limits,
              new Look.Numbers(seen, beside, Map.of()),
              course))
          .metric(signal)
          .orElseThrow();
    }

    private static int right(SplittableRandom random, int n, double rate) {
      int right = 0;
      for (int i = 0; i < n; i++) if (random.nextDouble() < rate) right++;
      return right;
    }
  }
}
