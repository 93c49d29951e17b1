package io.pilotage.gate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long people have, how long a waiver may hold, and how often changed evidence asks again
 * before it is rework.
 */
@ConfigurationProperties("pilotage.gate")
record GateProperties(
    @DefaultValue("5d") Duration signOffWithin,
    @DefaultValue("2d") Duration remindEvery,
    @DefaultValue("4d") Duration escalateAfter,
    @DefaultValue("2d") Duration decideWaiverWithin,
    @DefaultValue("90") int longestWaiverDays,
    @DefaultValue("3") int askAgainAtMost) {

  GateProperties {
    for (var time :
        new Duration[] {signOffWithin, remindEvery, escalateAfter, decideWaiverWithin}) {
      Assert.isTrue(
          time.compareTo(Duration.ofSeconds(1)) >= 0,
          "pilotage.gate: every time must be a second or more, not " + time);
    }
    Assert.isTrue(
        askAgainAtMost >= 0,
        "pilotage.gate.ask-again-at-most must be 0 or more, not " + askAgainAtMost);
    Assert.isTrue(
        longestWaiverDays >= 1,
        "pilotage.gate.longest-waiver-days must be 1 or more, not " + longestWaiverDays);
  }
}
