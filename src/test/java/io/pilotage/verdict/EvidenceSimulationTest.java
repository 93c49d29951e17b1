package io.pilotage.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.verdict.StageSimulation.Binomial;
import io.pilotage.verdict.StageSimulation.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the rules promise, tried on stages of two weeks with a look every hour. Every run prints its
 * seed.
 */
class EvidenceSimulationTest {

  private static final int HOURS = StageSimulation.HOURS;
  private static final int SOAK = 7 * 24;
  private static final double LIMIT = StageSimulation.LIMIT;
  private static final double LINE = StageSimulation.LINE;
  private static final double PASS_LINE = Math.log(20);
  private static final FixedLimitEvidence BELOW = FixedLimitEvidence.below(LIMIT);
  private static final FixedLimitEvidence ABOVE = FixedLimitEvidence.above(LIMIT);
  private static final DailyRestart RESTART = DailyRestart.over(13, FixedLimitEvidence.LN_STAKES);

  @ParameterizedTest(name = "{0} outcomes an hour")
  @CsvSource({"10,2000,11", "50,2000,12", "500,2000,13"})
  @DisplayName("At the limit at most 1 % of stages step back, two points inside none")
  void falseAlarms(int anHour, int stages, long seed) {
    double atLimit = new StageSimulation(seed, anHour).stepsBack(Rule.OURS, stages, LIMIT);
    double inside =
        new StageSimulation(seed + 100, anHour).stepsBack(Rule.OURS, 2000, LIMIT + 0.02);

    print(
        "false alarms at %d an hour: %.2f %% at the limit, %.2f %% two points inside",
        seed, anHour, atLimit * 100, inside * 100);
    assertThat(atLimit).isLessThanOrEqualTo(0.01);
    assertThat(inside).isZero();
  }

  @Test
  @DisplayName("A fixed 95 % interval at each look steps back over 15 % at the limit")
  void plainWay() {
    long seed = 21;
    double alarms =
        new StageSimulation(seed, 50).stepsBack(Rule.FIXED_INTERVAL_PER_LOOK, 2000, LIMIT);

    print("a fixed 95 %% interval at each look: %.1f %%", seed, alarms * 100);
    assertThat(alarms).isGreaterThan(0.15);
  }

  @Test
  @DisplayName(
      "With a look after every outcome 85 % against 93 % takes a median of at most 160 outcomes")
  void delay() {
    long seed = 31;
    var random = new SplittableRandom(seed);
    int plain = median(IntStream.range(0, 2000).map(run -> outcomesToFail(random, 0.85, 0)));
    int restarted =
        median(IntStream.range(0, 2000).map(run -> outcomesToFail(random, 0.85, Math.log(2))));

    print(
        "delay at 85 %%: median %d outcomes, %d with half of the stake kept for later days",
        seed, plain, restarted);
    assertThat(plain).isLessThanOrEqualTo(160);
    assertThat(restarted).isLessThanOrEqualTo(180);
  }

  @Test
  @DisplayName(
      "Fine for a week and then at 90 % is found in the second week in at least 95 % of stages")
  void secondWeek() {
    long seed = 41;
    var simulation = new StageSimulation(seed, 50);
    var hours = IntStream.range(0, 1000)
        .map(run -> simulation.hour(Rule.OURS, hour -> hour < SOAK ? 0.98 : 0.90))
        .sorted()
        .toArray();
    double found =
        Arrays.stream(hours).filter(hour -> hour >= SOAK && hour < HOURS).count() / 1000.0;

    print(
        "fine for a week, then 90 %%: found in %.1f %%, median after %d outcomes",
        seed, found * 100, (hours[500] + 1 - SOAK) * 50);
    assertThat(found).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest(name = "{0} outcomes an hour")
  @CsvSource({"10,51", "50,52"})
  @DisplayName("At the limit at most 1 % of stages pass in the second week")
  void falsePass(int anHour, long seed) {
    double passes = share(2000, seed, random -> passes(random, anHour, LIMIT));

    print("false passes at %d an hour: %.2f %%", seed, anHour, passes * 100);
    assertThat(passes).isLessThanOrEqualTo(0.01);
  }

  @Test
  @DisplayName("PASS comes after about 160 outcomes at 98 % and about 840 at 95 %")
  void timeToPass() {
    long seed = 61;
    var random = new SplittableRandom(seed);
    int at98 = median(IntStream.range(0, 1000).map(run -> outcomesToPass(random, 0.98)));
    int at95 = median(IntStream.range(0, 1000).map(run -> outcomesToPass(random, 0.95)));

    print("time to pass: median %d outcomes at 98 %%, %d at 95 %%", seed, at98, at95);
    assertThat(at98).isBetween(130, 190);
    assertThat(at95).isBetween(700, 1000);
  }

  @ParameterizedTest(
      name = "{0} of candidate and {1} of stable an hour, stable at {2}, baseline {3}")
  @CsvSource({"5,95,0.98,0.98,71", "25,75,0.98,0.98,72", "25,75,0.95,0.80,73", "75,25,0.90,0.98,74"
  })
  @DisplayName(
      "Two streams at the limit: at most 1 % step back, and passes stay far below the promised 5 %, "
          + "however wrong the baseline")
  void compared(int candidate, int stable, double rate, double baseline, long seed) {
    double fails = share(
        400,
        seed,
        random -> comparedReaches(random, candidate, stable, rate - 0.05, rate, baseline, false));
    double passes = share(
        1000,
        seed + 100,
        random -> comparedReaches(random, candidate, stable, rate - 0.05, rate, baseline, true));

    print(
        "two streams %d : %d: %.2f %% step back, %.2f %% pass at the limit",
        seed, candidate, stable, fails * 100, passes * 100);
    assertThat(fails).isLessThanOrEqualTo(0.01);
    assertThat(passes).isLessThanOrEqualTo(0.02);
  }

  @Test
  @DisplayName("Two streams: a candidate ten points below stable is found")
  void comparedFinds() {
    long seed = 81;
    double found =
        share(200, seed, random -> comparedReaches(random, 5, 95, 0.88, 0.98, 0.98, false));

    print("two streams, ten points below stable, 5 : 95: found in %.1f %%", seed, found * 100);
    assertThat(found).isGreaterThan(0.99);
  }

  private static int outcomesToFail(SplittableRandom random, double rate, double lnStakeKept) {
    int right = 0;
    for (int n = 1; n < 100_000; n++) {
      if (random.nextDouble() < rate) right++;
      if (BELOW.lnE(right, n - right) >= LINE + lnStakeKept) return n;
    }
    return 100_000;
  }

  private static int outcomesToPass(SplittableRandom random, double rate) {
    int right = 0;
    for (int n = 1; n < 100_000; n++) {
      if (random.nextDouble() < rate) right++;
      if (ABOVE.lnE(right, n - right) >= PASS_LINE) return n;
    }
    return 100_000;
  }

  private static boolean passes(SplittableRandom random, int anHour, double rate) {
    double right = 0;
    for (int hour = 1; hour <= HOURS; hour++) {
      right += Binomial.of(anHour, rate).draw(random);
      double wrong = (double) hour * anHour - right;
      if (BELOW.lnE(right, wrong) >= LINE) return false;
      if (hour >= SOAK && ABOVE.lnE(right, wrong) >= PASS_LINE) return true;
    }
    return false;
  }

  private static boolean comparedReaches(
      SplittableRandom random,
      int candidate,
      int stable,
      double candidateRate,
      double stableRate,
      double baseline,
      boolean pass) {
    var evidence =
        pass ? ComparedEvidence.above(0.05, baseline) : ComparedEvidence.below(0.05, baseline);
    var restart = RESTART;
    var midnights = new ArrayList<Wealth>();
    for (int hour = 0; hour < HOURS; hour++) {
      if (hour > 0 && hour % 24 == 0) midnights.add(evidence.wealth());
      int ofCandidate = Binomial.of(candidate, candidateRate).draw(random);
      int ofStable = Binomial.of(stable, stableRate).draw(random);
      evidence = evidence.take(new Block(
          Instant.EPOCH, ofCandidate, candidate - ofCandidate, ofStable, stable - ofStable));
      if (pass
          ? hour >= SOAK && evidence.lnE() >= PASS_LINE
          : restart.lnE(midnights, evidence.wealth()) >= LINE) return true;
    }
    return false;
  }

  private interface Stage {
    boolean happens(SplittableRandom random);
  }

  private static double share(int runs, long seed, Stage stage) {
    var random = new SplittableRandom(seed);
    int happened = 0;
    for (int run = 0; run < runs; run++) if (stage.happens(random)) happened++;
    return (double) happened / runs;
  }

  private static int median(IntStream values) {
    var sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static void print(String format, long seed, Object... values) {
    System.out.println("evidence, seed " + seed + ": " + String.format(format, values));
  }
}
