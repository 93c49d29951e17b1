package io.pilotage.demo;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param enabled whether the sample initiatives and the sample model service run
 * @param requestsPerSecond requests the sample service answers for each model
 * @param outcomesAfter how long the truth about a prediction is late
 * @param story the story that is told instead of the sample initiatives; none by default
 * @param storyDay how long a day of the story takes
 * @param turnsWrongAfter how long the sample candidate of PRICING-1 bears more traffic than a
 *     canary gets before it decays
 */
@Validated
@ConfigurationProperties("pilotage.demo")
record DemoProperties(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("80") @Positive @Max(1_000) int requestsPerSecond,
    @DefaultValue("3s") Duration outcomesAfter,
    Story story,
    @DefaultValue("4s") Duration storyDay,
    @DefaultValue("3m") Duration turnsWrongAfter) {}
