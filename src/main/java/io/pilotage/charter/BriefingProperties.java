package io.pilotage.charter;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How soon the reviewers have to be briefed, counted from the start of the initiative. */
@Validated
@ConfigurationProperties("pilotage.initiative")
record BriefingProperties(@NotNull @DefaultValue("7d") Duration briefingWithin) {}
