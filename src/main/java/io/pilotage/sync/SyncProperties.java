package io.pilotage.sync;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.Assert;

/**
 * When a sync is due (a cron expression in UTC, or {@code R/} and a duration), how long a slot is
 * that has one sync, how long after the invitation it begins, how long it takes, and when it counts
 * as missed.
 */
@ConfigurationProperties("pilotage.sync")
record SyncProperties(
    @DefaultValue("0 0 9 ? * MON") String cycle,
    @DefaultValue("7d") Duration period,
    @DefaultValue("1d") Duration startsAfter,
    @DefaultValue("45m") Duration length,
    @DefaultValue("3d") Duration heldWithin) {

  SyncProperties {
    if (cycle.startsWith("R/")) positive(Duration.parse(cycle.substring(2)));
    else CronExpression.parse(cycle);
    positive(period);
    positive(startsAfter);
    positive(length);
    positive(heldWithin);
    Assert.isTrue(
        heldWithin.compareTo(startsAfter) > 0,
        "pilotage.sync.held-within must be longer than starts-after.");
  }

  private static void positive(Duration time) {
    Assert.isTrue(
        time.compareTo(Duration.ofSeconds(1)) >= 0,
        "pilotage.sync: every time must be a second or more, not " + time);
  }
}
