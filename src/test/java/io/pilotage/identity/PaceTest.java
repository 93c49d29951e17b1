package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsASecondsWorthThroughAtOnceAndThenOneAtATime() {
    var pace = new Pace(10, 0);

    assertThat(passed(pace, 50, at -> 0)).isBetween(10L, 12L);
    assertThat(pace.ask(0)).isPositive().isLessThanOrEqualTo(SECOND);
    assertThat(passed(pace, 100, at -> SECOND + at * SECOND / 100)).isBetween(18L, 22L);
  }

  @Test
  void savesNothingUpForLater() {
    var pace = new Pace(10, 0);

    assertThat(passed(pace, 100, at -> 3_600 * SECOND)).isBetween(10L, 12L);
  }

  private static long passed(Pace pace, long asked, java.util.function.LongUnaryOperator when) {
    return LongStream.range(0, asked)
        .filter(at -> pace.ask(when.applyAsLong(at)) == 0)
        .count();
  }
}
