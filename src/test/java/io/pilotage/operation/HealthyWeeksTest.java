package io.pilotage.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.operation.HealthyWeeks.Trouble;
import io.pilotage.operation.Stability.Health;
import io.pilotage.operation.Stability.Week;
import io.pilotage.rollout.VerdictSpan;
import io.pilotage.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * R77: a model is stable after so many healthy weeks in a row, counted from verdicts and incidents.
 */
class HealthyWeeksTest {

  private static final Instant BEGIN = Instant.parse("2026-01-05T00:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  @Test
  @DisplayName("R77 eight healthy weeks make a model stable, and the week that runs does not count")
  void isStableAfterEightHealthyWeeks() {
    var stability = weeks(List.of(healthy(0, 60)), List.of()).count(day(56.5));

    assertThat(stability.stable()).isTrue();
    assertThat(stability.inARow()).isEqualTo(8);
    assertThat(stability.why()).isEqualTo("8 of 8 healthy weeks in a row.");
    assertThat(stability.weeks())
        .hasSize(9)
        .last()
        .extracting(Week::health)
        .isEqualTo(Health.RUNNING);
  }

  @Test
  @DisplayName("R77 seven are not enough, and the day it can be stable is named")
  void isNotStableAfterSeven() {
    var stability = weeks(List.of(healthy(0, 60)), List.of()).count(day(55.9));

    assertThat(stability.stable()).isFalse();
    assertThat(stability.why())
        .isEqualTo(
            "7 of 8 healthy weeks in a row; stable on 2 Mar 2026, 00:00 UTC at the earliest.");
  }

  @Test
  void countsNothingAtTheStart() {
    var stability = weeks(List.of(), List.of()).count(BEGIN);

    assertThat(stability.inARow()).isZero();
    assertThat(stability.weeks())
        .singleElement()
        .extracting(Week::health)
        .isEqualTo(Health.RUNNING);
  }

  @Test
  @DisplayName("R77 an incident ends the row and only weeks after it count")
  void startsAnewAfterAnIncident() {
    var incident = new Trouble(day(36), day(37), "Incident 4 (error-rate) was open.");

    var stability = weeks(List.of(healthy(0, 60)), List.of(incident)).count(day(57));

    assertThat(stability.inARow()).isEqualTo(2);
    assertThat(stability.why())
        .isEqualTo(
            "2 of 8 healthy weeks in a row; the week from 9 Feb 2026, 00:00 was not: Incident 4 "
                + "(error-rate) was open;"
                + " stable on 13 Apr 2026, 00:00 UTC at the earliest.");
  }

  @Test
  @DisplayName("R77 an incident that is still open is trouble of today: the row is over at once")
  void endsAtOnceWithTrouble() {
    var stability = weeks(
            List.of(healthy(0, 60)),
            List.of(new Trouble(day(56.2), null, "Incident 5 (silence) was open.")))
        .count(day(56.5));

    assertThat(stability.inARow()).isZero();
    assertThat(stability.stable()).isFalse();
    assertThat(stability.why()).contains("Incident 5", "4 May 2026");
  }

  @Test
  @DisplayName("R77 one look that found the model unhealthy spoils its week")
  void anUnhealthyVerdictSpoilsItsWeek() {
    var spans = List.of(healthy(0, 44), span(Verdict.UNHEALTHY, 44, 44.1), healthy(44.1, 60));

    assertThat(weeks(spans, List.of()).count(day(57)).inARow()).isEqualTo(1);
  }

  @Test
  @DisplayName("R64 R77 a week nobody looked at for half of its time proves nothing")
  void silenceIsNotHealth() {
    var spans = List.of(healthy(0, 42), healthy(46, 60));

    var stability = weeks(spans, List.of()).count(day(57));

    assertThat(stability.inARow()).isEqualTo(1);
    assertThat(stability.weeks())
        .filteredOn(week -> week.health() == Health.UNPROVEN)
        .singleElement()
        .satisfies(week -> assertThat(week.why()).contains("43 %", "silence is not health"));
  }

  @Test
  @DisplayName("R77 an undecided night spoils no week")
  void anUndecidedNightSpoilsNoWeek() {
    var spans = List.of(healthy(0, 44), span(Verdict.UNCLEAR, 44, 44.5), healthy(44.5, 60));

    assertThat(weeks(spans, List.of()).count(day(57)).stable()).isTrue();
  }

  @Test
  @DisplayName("R77 an incident closed before the row began is history")
  void forgetsWhatLiesBeforeTheRow() {
    var stability = weeks(
            List.of(healthy(0, 100)),
            List.of(new Trouble(day(1), day(2), "Incident 1 (cost) was open.")))
        .count(day(98));

    assertThat(stability.stable()).isTrue();
    assertThat(stability.weeks()).hasSize(9);
  }

  private static HealthyWeeks weeks(List<VerdictSpan> spans, List<Trouble> troubles) {
    return new HealthyWeeks(BEGIN, WEEK, 8, Duration.ofHours(1), spans, troubles);
  }

  private static VerdictSpan healthy(double from, double to) {
    return span(Verdict.HEALTHY, from, to);
  }

  private static VerdictSpan span(Verdict verdict, double from, double to) {
    return new VerdictSpan(verdict, day(from), day(to), "as the numbers say");
  }

  private static Instant day(double number) {
    return BEGIN.plusSeconds(Math.round(number * 86_400));
  }
}
