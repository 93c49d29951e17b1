package io.pilotage.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest(name = "{0} beside {1} at {2} basis points: {3}")
  @CsvSource({
    "500, 9500, 500, false",
    "700, 9300, 500, false",
    "1500, 8500, 500, true",
    "100, 9900, 500, true",
    "0, 10000, 500, true",
    "10, 0, 500, true",
    "4, 16, 500, false",
    "2, 1, 500, false",
    "2500, 7500, 2500, false",
    "5000, 5000, 2500, true",
    "7500, 2500, 7500, false",
    "4000, 6000, 7500, true",
    "10000, 0, 10000, false",
    "9990, 10, 10000, false",
    "9000, 1000, 10000, true",
    "0, 0, 500, false",
    "5000, 5000, 0, false"
  })
  @DisplayName("R64 a split is off when it is both surprising and off by a factor of two")
  void comparesWithWhatWasOrdered(long candidate, long stable, int share, boolean off) {
    assertThat(new Split(candidate, stable, share, null, DAY).trouble("v2").isPresent())
        .isEqualTo(off);
  }

  @Test
  void saysWhoAnsweredHowMuch() {
    assertThat(new Split(2_000, 8_000, 500, null, DAY).trouble("v2"))
        .hasValueSatisfying(why -> assertThat(why)
            .contains(
                "v2 answered 2,000 of 10,000 requests (20.0 %), and should have answered 5.0 %"));
  }

  @Test
  @DisplayName("Few callers who ask often are no reason for alarm")
  void callersWhoAskOftenHangTogether() {
    var days = IntStream.range(0, 7)
        .mapToObj(day -> day(day, day % 3 == 0 ? 400 : 0, day % 3 == 0 ? 2_000 : 2_400))
        .toList();
    var total = days.stream().mapToDouble(Block::candidate).sum();

    assertThat(
            new Split((long) total, 16_800 - (long) total, 300, counted(days), DAY).trouble("v2"))
        .isEmpty();
    assertThat(new Split((long) total, 16_800 - (long) total, 300, null, DAY).trouble("v2"))
        .isPresent();
  }

  private static Block day(int number, double candidate, double stable) {
    return new Block(Instant.EPOCH.plus(Duration.ofDays(number)), candidate, 0, stable, 0);
  }

  private static Course.Counted counted(List<Block> blocks) {
    return new Course.Counted(
        blocks, new DesignEffect(1, 0), new DesignEffect(1, 0), new DesignEffect(1, 0), List.of());
  }
}
