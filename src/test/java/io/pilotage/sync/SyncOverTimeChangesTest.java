package io.pilotage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine's own calendar fires the cycle of the product in the zone of the machine, over four
 * changes between summer and winter.
 */
class SyncOverTimeChangesTest {

  private static final String CYCLE = "0 0 9 ? * MON";
  private static final Duration WEEK = Duration.ofDays(7);

  private final TimeZone before = TimeZone.getDefault();

  @AfterEach
  void putTheZoneBack() {
    TimeZone.setDefault(before);
  }

  @ParameterizedTest
  @DisplayName("R80 exactly one sync a week over every change between summer and winter time")
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Sydney",
        "Pacific/Auckland",
        "Pacific/Honolulu"
      })
  void hasOneSyncAWeek(String zone) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));

    var fired = fired(Instant.parse("2026-01-07T12:00:00Z"), 104);

    assertThat(fired.stream().map(time -> Slot.of(time, WEEK)).distinct())
        .as("each week has its own")
        .hasSize(104);
    for (int week = 1; week < fired.size(); week++) {
      assertThat(Slot.of(fired.get(week), WEEK))
          .as("no week is left out")
          .isEqualTo(Slot.of(fired.get(week - 1).plus(WEEK), WEEK));
      assertThat(fired.get(week).atZone(ZoneId.of(zone)))
          .as("at nine on Monday, as people read it")
          .satisfies(time -> assertThat(time.getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY))
          .satisfies(time -> assertThat(time.getHour()).isEqualTo(9));
    }
    assertThat(fired.stream()
            .map(time -> time.atOffset(ZoneOffset.UTC).getHour())
            .distinct()
            .count())
        .as("summer and winter differ where there is a summer time")
        .isEqualTo(ZoneId.of(zone).getRules().isFixedOffset() || zone.endsWith("Honolulu") ? 1 : 2);
  }

  private static List<Instant> fired(Instant from, int times) {
    var calendar = new CycleBusinessCalendar();
    var fired = new ArrayList<Instant>();
    var next = from;
    for (int time = 0; time < times; time++) {
      next = calendar.resolveDuedate(CYCLE, Date.from(next), 0).toInstant();
      fired.add(next);
    }
    return fired;
  }
}
