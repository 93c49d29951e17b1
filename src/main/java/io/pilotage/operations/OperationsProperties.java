package io.pilotage.operations;

import java.time.Duration;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * The rhythm of operation.
 *
 * @param watchCycle when models are looked at, as a cron text in UTC
 * @param interval within this time a serving model must be heard of; twice as long without a sample is an incident
 * @param reviewEvery from one review of a model to the next
 * @param week how long one of the weeks lasts that are counted until a model is stable; shorter only to try things
 * @param stableAfter how many of them have to be healthy in a row; fixed for a model when it is handed to operation
 * @param baselineWindow how far back the inputs count as normal when a model is handed to operation
 */
@Validated
@ConfigurationProperties("pilotage.operations")
record OperationsProperties(
    @NotNull @DefaultValue("0 * * * * ?") String watchCycle,
    @NotNull @DefaultValue("1h") Duration interval,
    @NotNull @DefaultValue("90d") Duration reviewEvery,
    @NotNull @DefaultValue("5d") Duration reviewWithin,
    @NotNull @DefaultValue("4h") Duration investigateWithin,
    @NotNull @DefaultValue("2h") Duration remindEvery,
    @NotNull @DefaultValue("5d") Duration reviewIncidentWithin,
    @NotNull @DefaultValue("5d") Duration validateWithin,
    @NotNull @DefaultValue("7d") Duration baselineWindow,
    @NotNull @DefaultValue("7d") Duration week,
    @Positive @DefaultValue("8") int stableAfter) {

  OperationsProperties {
    CronExpression.parse(watchCycle);
    for (var time : new Duration[] {interval, reviewEvery, reviewWithin, investigateWithin, remindEvery, reviewIncidentWithin, validateWithin, baselineWindow,
        week})
      Assert.isTrue(time.compareTo(Duration.ofSeconds(1)) >= 0, "pilotage.operations: every time must be a second or more, not " + time);
  }
}
