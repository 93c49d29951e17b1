package io.pilotage.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlotTest {

  private static final Duration WEEK = Duration.ofDays(7);

  @Test
  void aWeekEndsOnSundayAndMayCrossTheYear() {
    assertThat(Slot.of(Instant.parse("2026-12-28T00:00:00Z"), WEEK))
        .isEqualTo(Slot.of(Instant.parse("2027-01-03T23:59:59Z"), WEEK));
    assertThat(Slot.of(Instant.parse("2027-01-03T23:59:59Z"), WEEK).name()).isEqualTo("2026-W53");
    assertThat(Slot.of(Instant.parse("2027-01-04T00:00:00Z"), WEEK).name()).isEqualTo("2027-W01");
  }

  @Test
  void pressedTimeHasASlotEveryPeriod() {
    var five = Duration.ofMinutes(5);
    assertThat(Slot.of(Instant.parse("2026-11-21T09:04:59.999Z"), five))
        .isEqualTo(Slot.of(Instant.parse("2026-11-21T09:00:00Z"), five));
    assertThat(Slot.of(Instant.parse("2026-11-21T09:05:00Z"), five))
        .isNotEqualTo(Slot.of(Instant.parse("2026-11-21T09:04:59Z"), five));
  }
}
