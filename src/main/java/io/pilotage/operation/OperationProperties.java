package io.pilotage.operation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The rhythm of operation, beside that of the watch.
 *
 * @param reviewWithin how long people have for a review
 * @param week how long one of the weeks lasts that are counted until a model is stable; shorter
 *     only to try things
 * @param stableAfter how many of them have to be healthy in a row; fixed for a model when it is
 *     handed to operation
 * @param baselineWindow how far back the inputs count as normal when a model is handed to operation
 */
@Validated
@ConfigurationProperties("pilotage.operations")
record OperationProperties(
    @NotNull @DurationMin(seconds = 1) @DefaultValue("5d") Duration reviewWithin,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("7d") Duration baselineWindow,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("7d") Duration week,
    @Positive @DefaultValue("8") int stableAfter) {}
