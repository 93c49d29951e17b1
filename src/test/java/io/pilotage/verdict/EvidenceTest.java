package io.pilotage.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pins E for small counts. The expected figures come from exact fractions, not from logarithms. */
class EvidenceTest {

  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  @DisplayName(
      "One stream: nothing seen is E = 1; 3 right and 2 wrong at a limit of 93 % are 2.7339")
  void fixedLimit() {
    var below = FixedLimitEvidence.below(0.93);

    assertThat(below.lnE(0, 0)).isCloseTo(0, EXACT);
    assertThat(Math.exp(below.lnE(3, 2))).isCloseTo(2.7339006279879756, EXACT);
    assertThat(Math.exp(below.lnE(20, 1))).isCloseTo(0.6279625780245777, EXACT);
    assertThat(Math.exp(FixedLimitEvidence.above(0.93).lnE(10, 0)))
        .isCloseTo(1.3236870780128818, EXACT);
  }

  @Test
  @DisplayName("One stream: the logarithms agree with the product in 40 digits")
  void againstTheProduct() {
    var digits = new MathContext(40);
    var limit = new BigDecimal("0.9");
    var stakes = new String[] {"0.05", "0.05", "0.10", "0.20", "0.20", "0.20", "0.10", "0.10"};
    var e = BigDecimal.ZERO;
    for (int i = 0; i < stakes.length; i++) {
      var odds = BigDecimal.valueOf(FixedLimitEvidence.ODDS[i]);
      var q = BigDecimal.ONE.divide(
          BigDecimal.ONE.add(odds.multiply(BigDecimal.ONE.subtract(limit)).divide(limit, digits)),
          digits);
      var right = q.divide(limit, digits).pow(170, digits);
      var wrong = BigDecimal.ONE
          .subtract(q)
          .divide(BigDecimal.ONE.subtract(limit), digits)
          .pow(30, digits);
      e = e.add(new BigDecimal(stakes[i]).multiply(right).multiply(wrong));
    }

    assertThat(FixedLimitEvidence.below(0.9).lnE(170, 30))
        .isCloseTo(Math.log(e.doubleValue()), within(1e-10));
  }

  @Test
  @DisplayName("One stream: millions of outcomes stay numbers, a limit outside 0 and 1 is no test")
  void extremes() {
    assertThat(FixedLimitEvidence.below(0.93).lnE(9_900_000, 100_000))
        .isNegative()
        .isFinite();
    assertThat(FixedLimitEvidence.below(0.93).lnE(1_000_000, 9_000_000))
        .isPositive()
        .isFinite();
    for (double limit : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
      assertThat(FixedLimitEvidence.testable(limit)).isFalse();
      assertThatThrownBy(() -> FixedLimitEvidence.below(limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @DisplayName("One stream: the upper end is the limit at which the evidence crosses its line")
  void upperEnd() {
    double line = FixedLimitEvidence.line(0.01, 1);
    double end = FixedLimitEvidence.upperEnd(170, 30, line);

    assertThat(line).isCloseTo(4.605, within(0.001));
    assertThat(FixedLimitEvidence.line(0.01, 4)).isCloseTo(Math.log(400), EXACT);
    assertThat(end).isBetween(0.88, 0.95);
    assertThat(FixedLimitEvidence.below(end).lnE(170, 30)).isCloseTo(line, within(1e-6));
    assertThat(FixedLimitEvidence.upperEnd(0, 0, line)).isEqualTo(1);
    assertThat(FixedLimitEvidence.upperEnd(100, 0, line)).isEqualTo(1);
  }

  @Test
  @DisplayName("Two streams: pinned for two blocks, against and for the candidate")
  void compared() {
    var blocks = List.of(block(0, 4, 1, 18, 2), block(1, 3, 2, 10, 0));

    assertThat(Math.exp(ComparedEvidence.below(0.05, 0.95).take(blocks).lnE()))
        .isCloseTo(1.903928152676051, EXACT);
    assertThat(Math.exp(ComparedEvidence.above(0.05, 0.95).take(blocks).lnE()))
        .isCloseTo(0.4273241254451205, EXACT);
    assertThat(Math.exp(
            ComparedEvidence.below(0.05, 0.95).take(block(0, 0, 1, 1, 0)).lnE()))
        .isCloseTo(1.523228568232017, EXACT);
  }

  @Test
  @DisplayName("Two streams: with few of stable the bet is capped and stays above nothing")
  void capped() {
    var lopsided = block(0, 30, 10, 5, 0);

    assertThat(Math.exp(ComparedEvidence.below(0.05, 0.95).take(lopsided).lnE()))
        .isCloseTo(2.3270772543900264, EXACT);
    assertThat(Math.exp(ComparedEvidence.above(0.05, 0.95).take(lopsided).lnE()))
        .isCloseTo(0.14870185392847582, EXACT);
    assertThat(
            ComparedEvidence.below(0.05, 0.95).take(block(0, 0, 10_000, 0, 1)).lnE())
        .isFinite();
  }

  @Test
  @DisplayName("Two streams: a block with one side empty is merged into the next")
  void merged() {
    var apart = ComparedEvidence.below(0.05, 0.95)
        .take(List.of(block(0, 4, 1, 0, 0), block(1, 0, 0, 0, 0), block(2, 0, 1, 18, 2)));
    var together = ComparedEvidence.below(0.05, 0.95).take(block(0, 4, 2, 18, 2));

    assertThat(apart.lnE()).isCloseTo(together.lnE(), EXACT);
    assertThat(ComparedEvidence.below(0.05, 0.95).take(block(0, 0, 50, 0, 0)).lnE())
        .isCloseTo(0, EXACT);
  }

  @Test
  @DisplayName(
      "Two streams: the guess is made before the block, stays inside its limits, and a stable without "
          + "mistakes is no NaN")
  void guess() {
    var evidence = ComparedEvidence.below(0.05, 1.0);
    assertThat(evidence.limit()).isCloseTo(0.949, EXACT);
    assertThat(evidence.take(block(0, 50, 0, 950, 0)).lnE()).isNegative().isFinite();
    assertThat(ComparedEvidence.below(0.05, 0.9).take(block(0, 1, 1, 40, 40)).limit())
        .isCloseTo(58.0 / 100 - 0.05, EXACT);
    assertThat(ComparedEvidence.below(0.05, 0.051).limit()).isCloseTo(0.01, EXACT);
    assertThat(ComparedEvidence.testable(0.05, Double.NaN)).isFalse();
    assertThat(ComparedEvidence.testable(0.05, 0.05)).isFalse();
    assertThat(ComparedEvidence.testable(0.05, 1.2)).isFalse();
    assertThatThrownBy(() -> ComparedEvidence.below(Double.NaN, 0.9))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("Two streams: the drop that is surely exceeded lies at the line")
  void surelyWorseBy() {
    var blocks =
        IntStream.range(0, 100).mapToObj(hour -> block(hour, 8, 2, 95, 5)).toList();
    double line = FixedLimitEvidence.line(0.01, 1);
    double worse = ComparedEvidence.surelyWorseBy(blocks, 0.95, line);

    assertThat(worse).isBetween(0.08, 0.15);
    assertThat(ComparedEvidence.below(worse, 0.95).take(blocks).lnE())
        .isCloseTo(line, within(1e-4));
    assertThat(ComparedEvidence.surelyWorseBy(List.of(block(0, 9, 1, 90, 10)), 0.9, line))
        .isNaN();
  }

  @Test
  @DisplayName("Shadow: pinned for 3 worse, 10 equal and 1 better, and its mirror image")
  void paired() {
    assertThat(Math.exp(PairedEvidence.below(0.05).lnE(3, 10, 1)))
        .isCloseTo(1.068966019162427, EXACT);
    assertThat(Math.exp(PairedEvidence.above(0.05).lnE(1, 10, 3)))
        .isCloseTo(1.6079838625312894, EXACT);
    assertThat(PairedEvidence.below(0.05).lnE(0, 0, 0)).isCloseTo(0, EXACT);
    assertThat(PairedEvidence.below(0.05).lnE(0, 5_000_000, 0)).isNegative().isFinite();
    assertThat(PairedEvidence.testable(1)).isFalse();
  }

  @Test
  @DisplayName(
      "Restart: half at the start, the rest over the midnights, unplaced stakes are cash; E of nothing is 1")
  void restart() {
    var stake = new double[] {0};
    var doubled = new Wealth(Math.log(2));
    var quadrupled = new Wealth(Math.log(4));
    var untouched = Wealth.untouched(1);

    assertThat(Math.exp(DailyRestart.over(2, stake).lnE(List.of(), quadrupled)))
        .isCloseTo(0.5 * 4 + 0.5, EXACT);
    assertThat(Math.exp(DailyRestart.over(2, stake).lnE(List.of(doubled), quadrupled)))
        .isCloseTo(0.5 * 4 + 0.25 * 2 + 0.25, EXACT);
    assertThat(Math.exp(
            DailyRestart.over(2, stake).lnE(List.of(doubled, doubled, doubled), quadrupled)))
        .isCloseTo(0.5 * 4 + 0.25 * 2 + 0.25 * 2, EXACT);
    assertThat(Math.exp(DailyRestart.openEnd(stake).lnE(List.of(doubled, quadrupled), quadrupled)))
        .isCloseTo(0.5 * 4 + 0.25 * 2 + 1 / 12.0 * 1 + 1 / 6.0, EXACT);
    for (int days = 0; days < 30; days++) {
      var nothing = new ArrayList<Wealth>(Collections.nCopies(days, untouched));
      assertThat(DailyRestart.over(13, stake).lnE(nothing, untouched)).isCloseTo(0, EXACT);
      assertThat(DailyRestart.openEnd(stake).lnE(nothing, untouched)).isCloseTo(0, EXACT);
    }
  }

  @Test
  @DisplayName("Outcomes that hang together weigh less: the design effect of daily rates")
  void designEffect() {
    var hanging = IntStream.range(0, 10)
        .mapToObj(day -> day % 2 == 0 ? new DesignEffect.Day(90, 10) : new DesignEffect.Day(70, 30))
        .toList();
    var effect = DesignEffect.of(hanging);

    assertThat(effect.factor()).isCloseTo(0.1 / 9 * 100 / 0.16, within(1e-9));
    assertThat(effect.approximate()).isTrue();
    assertThat(DesignEffect.of(List.of(new DesignEffect.Day(90, 10))))
        .isEqualTo(new DesignEffect(1, 1));
    assertThat(DesignEffect.of(Collections.nCopies(9, new DesignEffect.Day(90, 10)))
            .factor())
        .isEqualTo(1);
    assertThat(DesignEffect.of(List.of()).known()).isFalse();
    assertThat(
            DesignEffect.of(Collections.nCopies(9, new DesignEffect.Day(90, 0))).factor())
        .isEqualTo(1);
    assertThat(block(0, 4, 2, 8, 6).dividedBy(2, 2)).isEqualTo(block(0, 2, 1, 4, 3));
  }

  private static Block block(
      int hour,
      double candidateRight,
      double candidateWrong,
      double stableRight,
      double stableWrong) {
    return new Block(
        Instant.EPOCH.plusSeconds(3600L * hour),
        candidateRight,
        candidateWrong,
        stableRight,
        stableWrong);
  }
}
