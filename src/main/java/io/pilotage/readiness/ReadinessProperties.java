package io.pilotage.readiness;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What counts as ready.
 *
 * @param taskDue how long people have for a piece of the work
 * @param alertDue how soon a test alert must be acknowledged
 * @param alertAddress where test alerts are sent in; without one it is our own address,
 *     {@code /api/alerts}
 * @param alertTimeout how long that address may take to answer
 * @param drillAge how old a rollback drill may be at the gate
 * @param freshWithin how old the newest sample of a watched signal may be
 * @param lateFreshWithin the same for signals that wait for outcomes: accuracy, fairness, agreement
 * @param errorRateLimitPercent the failed requests a load test may show
 * @param shortestLoadTest a shorter test proves nothing
 * @param drillGrace how long predictions of an unapproved candidate are expected after its drill
 */
@Validated
@ConfigurationProperties("pilotage.readiness")
record ReadinessProperties(
    @DefaultValue("P5D") @NotNull Duration taskDue,
    @DefaultValue("PT4H") @NotNull Duration alertDue,
    String alertAddress,
    @DefaultValue("PT10S") @NotNull Duration alertTimeout,
    @DefaultValue("P30D") @NotNull Duration drillAge,
    @DefaultValue("PT1H") @NotNull Duration freshWithin,
    @DefaultValue("P7D") @NotNull Duration lateFreshWithin,
    @DefaultValue("1") double errorRateLimitPercent,
    @DefaultValue("PT10M") @NotNull Duration shortestLoadTest,
    @DefaultValue("PT10M") @NotNull Duration drillGrace) {}
