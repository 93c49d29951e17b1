package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class FreezePropertiesTest {

  private static final Instant FROM = Instant.parse("2026-12-20T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2027-01-04T00:00:00Z");

  @Test
  void holdsFromItsBeginningToJustBeforeItsEnd() {
    var calendar = new FreezeProperties(List.of(
        new FreezeProperties.Window("Year end", FROM, UNTIL),
        new FreezeProperties.Window("Audit", FROM, FROM.plusSeconds(60))));

    assertThat(calendar.at(FROM.minusNanos(1))).isEmpty();
    assertThat(calendar.at(FROM))
        .hasValueSatisfying(freeze -> assertThat(freeze)
            .extracting(Freeze::reason, Freeze::planned, Freeze::until)
            .containsExactly("Year end", true, UNTIL));
    assertThat(calendar.at(UNTIL.minusNanos(1))).isPresent();
    assertThat(calendar.at(UNTIL)).isEmpty();
  }

  @Test
  void refusesACalendarThatCannotBeMeant() {
    assertThatThrownBy(() -> new FreezeProperties.Window("Year end", UNTIL, FROM))
        .hasMessageContaining("“from” before “until”");
    assertThatThrownBy(() -> new FreezeProperties.Window(" ", FROM, UNTIL))
        .hasMessageContaining("no name");
  }

  @Test
  void readsTheCalendarFromTheConfigurationOrStopsTheStartUp() {
    var application = new ApplicationContextRunner().withUserConfiguration(Properties.class);
    application
        .withPropertyValues(
            "pilotage.rollout.freezes[0].name=Year end",
            "pilotage.rollout.freezes[0].from=2026-12-20T00:00:00Z",
            "pilotage.rollout.freezes[0].until=2027-01-04T00:00:00Z")
        .run(context ->
            assertThat(context.getBean(FreezeProperties.class).at(FROM)).isPresent());
    application
        .withPropertyValues(
            "pilotage.rollout.freezes[0].name=Year end",
            "pilotage.rollout.freezes[0].from=2026-12-20T00:00:00Z")
        .run(context -> assertThat(context)
            .getFailure()
            .rootCause()
            .hasMessageContaining("needs “from” before “until”"));
  }

  @Configuration
  @EnableConfigurationProperties(FreezeProperties.class)
  static class Properties {}
}
