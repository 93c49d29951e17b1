package io.pilotage.gate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** How long people have, and how long a waiver may hold. */
@ConfigurationProperties("pilotage.gate")
record GateProperties(
    @DefaultValue("5d") Duration signOffWithin,
    @DefaultValue("2d") Duration remindEvery,
    @DefaultValue("4d") Duration escalateAfter,
    @DefaultValue("2d") Duration decideWaiverWithin,
    @DefaultValue("90") int longestWaiverDays) {

  GateProperties {
    for (var time : new Duration[] {signOffWithin, remindEvery, escalateAfter, decideWaiverWithin}) {
      Assert.isTrue(time.compareTo(Duration.ofSeconds(1)) >= 0, "pilotage.gate: every time must be a second or more, not " + time);
    }
    Assert.isTrue(longestWaiverDays >= 1, "pilotage.gate.longest-waiver-days must be 1 or more, not " + longestWaiverDays);
  }
}
