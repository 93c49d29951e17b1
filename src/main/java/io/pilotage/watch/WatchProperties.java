package io.pilotage.watch;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.validation.annotation.Validated;

/**
 * The rhythm of the watch.
 *
 * @param watchCycle when models are looked at, as a cron text in UTC
 * @param interval within this time a serving model must be heard of; twice as long without a sample
 *     is an incident
 * @param reviewEvery from one review of a model to the next
 * @param savingWorth what a cache would have to save in a month for its lack to be looked into, in
 *     the currency the services report
 * @param savingWindow from how much of the newest traffic that is reckoned
 */
@Validated
@ConfigurationProperties("pilotage.operations")
record WatchProperties(
    @NotNull @DefaultValue("0 * * * * ?") String watchCycle,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("1h") Duration interval,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("90d") Duration reviewEvery,
    @PositiveOrZero @DefaultValue("1000") double savingWorth,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("6h") Duration savingWindow) {

  WatchProperties {
    CronExpression.parse(watchCycle);
  }
}
