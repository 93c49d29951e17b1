package io.pilotage.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Fairness by the rates of groups: found where it is broken, silent where it is not, undecided
 * where too little is known.
 */
class GroupTrialTest {

  private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
  private static final double FOUR_FIFTHS = 0.8;

  @Test
  @DisplayName("R63 a group that gets the favourable answer half as often is found, and named")
  void findsUnequalSelection() {
    var found = weigh(answers(new SplittableRandom(1), 7, 0.30, 0.60));

    assertThat(found.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(found.about()).contains("region south against north").contains("favourable answers");
  }

  @Test
  @DisplayName("R63 equal answers with unequal errors are unfair too")
  void findsUnequalErrors() {
    var tallies = new ArrayList<GroupBlock>();
    for (int hour = 0; hour < 7 * 24; hour++) {
      var at = FROM.plus(Duration.ofHours(hour));
      // Both get the favourable answer half the time; in the south it is wrong four times as often.
      tallies.add(new GroupBlock("region", "north", at, 10, 10, 1, 9, 1, 9));
      tallies.add(new GroupBlock("region", "south", at, 5, 5, 2, 3, 2, 3));
    }

    var found = weigh(tallies);

    assertThat(found.verdict()).isEqualTo(MetricVerdict.FAIL);
    assertThat(found.about())
        .contains("region south against north")
        .containsAnyOf("false positives", "false negatives");
  }

  @Test
  @DisplayName("Equal groups pass once enough is known, and not before")
  void passesEqualGroups() {
    assertThat(weigh(answers(new SplittableRandom(2), 14, 0.5, 0.5)).verdict())
        .isEqualTo(MetricVerdict.PASS);
    assertThat(
            weigh(answers(new SplittableRandom(2), 14, 0.5, 0.5).subList(0, 16)).verdict())
        .isEqualTo(MetricVerdict.INCONCLUSIVE);
  }

  @Test
  @DisplayName("One group alone is nothing to compare")
  void needsTwoGroups() {
    assertThat(weigh(answers(new SplittableRandom(3), 1, 0.5, 0.5).stream()
            .filter(tally -> tally.group().equals("north"))
            .toList()))
        .isNull();
  }

  @Test
  @DisplayName("The hard limit asks for its own evidence")
  void asksTheHardLimit() {
    var half = answers(new SplittableRandom(4), 7, 0.30, 0.60);
    var fifth = answers(new SplittableRandom(5), 7, 0.10, 0.60);

    assertThat(trial().broken(0.4, half)).isFalse();
    assertThat(trial().broken(0.4, fifth)).isTrue();
  }

  @Test
  @DisplayName(
      "R63 a recommender at exactly four fifths, looked at every day of two weeks, is stepped back in at "
          + "most 1 % of stages")
  void keepsItsPromise() {
    long seed = 91;
    var random = new SplittableRandom(seed);
    int runs = 500;
    long alarms = IntStream.range(0, runs)
        .filter(run -> weigh(answers(random, 14, 0.4, 0.5)).verdict() == MetricVerdict.FAIL)
        .count();

    System.out.printf(
        "seed %d: at exactly four fifths %.2f %% of %d stages are stepped back%n",
        seed, 100.0 * alarms / runs, runs);
    assertThat(alarms / (double) runs).isLessThanOrEqualTo(0.01);
  }

  private static Trial.Finding weigh(List<GroupBlock> tallies) {
    return trial().weigh(FOUR_FIFTHS, tallies);
  }

  private static GroupTrial trial() {
    var course = new Course(
        Map.of(),
        Course.Groups.NONE,
        false,
        false,
        Duration.ofDays(1),
        13,
        true,
        Set.of(),
        List.of());
    return new GroupTrial(new Trial(course, FROM, FixedLimitEvidence.line(0.01, 1)), 0.1);
  }

  /** Every four hours so many favourable answers of 40 in the south and of 80 in the north. */
  private static List<GroupBlock> answers(
      SplittableRandom random, int days, double south, double north) {
    var tallies = new ArrayList<GroupBlock>();
    for (int block = 0; block < days * 6; block++) {
      tallies.add(group("south", block, 40, random, south));
      tallies.add(group("north", block, 80, random, north));
    }
    return tallies;
  }

  private static GroupBlock group(
      String name, int block, int n, SplittableRandom random, double rate) {
    int good =
        (int) IntStream.range(0, n).filter(i -> random.nextDouble() < rate).count();
    return new GroupBlock(
        "region", name, FROM.plus(Duration.ofHours(4L * block)), good, n - good, 0, 0, 0, 0);
  }
}
