package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportsTest {

  private static final Instant NINE = Instant.parse("2026-11-28T09:00:00Z");

  @ParameterizedTest(name = "{0} reported, {1} handed out, {2} an answer: {3}")
  @CsvSource({
    "0, 0, 1, false",
    "100, 0, 1, false",
    "101, 0, 1, true",
    "1000, 1000, 1, false",
    "1200, 1000, 1, false",
    "1500, 1000, 1, true",
    "120100, 100000, 1, false",
    "125000, 100000, 1, true",
    "36000, 1200, 1, true",
    "5000, 1000, 5, false",
    "6000, 1000, 5, false",
    "8500, 1000, 5, true",
    "500, 100000, 1, false"
  })
  @DisplayName(
      "Too much is reported when it is more than a fifth, chance and a hundred above what was handed out")
  void comparesWithWhatWasHandedOut(long reported, long answered, int perAnswer, boolean tooMany) {
    assertThat(new Reports(hours(reported), hours(answered), perAnswer)
            .trouble("v2")
            .isPresent())
        .isEqualTo(tooMany);
  }

  @Test
  @DisplayName("A burst in one hour does not hide behind what was handed out in the others")
  void looksAtEachHour() {
    var reports = new Reports(hours(1_000, 1_000, 4_000), hours(10_000, 10_000, 1_000), 1);

    assertThat(reports.trouble("v2"))
        .hasValueSatisfying(why -> assertThat(why)
            .contains(
                "4,000 predictions of v2 in the hour from 2026-11-28 11:00 UTC",
                "handed out 1,000 times"));
  }

  @Test
  @DisplayName("A little in every hour is too much altogether")
  void looksAtTheWhole() {
    var reported = new long[200];
    var answered = new long[200];
    java.util.Arrays.fill(reported, 90);
    java.util.Arrays.fill(answered, 10);

    assertThat(new Reports(hours(reported), hours(answered), 1).trouble("v2"))
        .hasValueSatisfying(why -> assertThat(why).contains("18,000 predictions of v2"));
  }

  @Test
  @DisplayName("What was asked at the end of an hour may be reported in the next")
  void lateReports() {
    assertThat(new Reports(hours(9_600, 400), hours(10_000, 0), 1).trouble("v2"))
        .isEmpty();
  }

  private static TreeMap<Instant, Long> hours(long... counts) {
    var hours = new TreeMap<Instant, Long>();
    for (int i = 0; i < counts.length; i++) hours.put(NINE.plus(Duration.ofHours(i)), counts[i]);
    return hours;
  }
}
