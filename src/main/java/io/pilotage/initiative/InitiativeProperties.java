package io.pilotage.initiative;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How long the first phase gives people: to answer a task, and to brief the reviewers counted from the start of the initiative. */
@Validated
@ConfigurationProperties("pilotage.initiative")
record InitiativeProperties(@NotNull @DefaultValue("5d") Duration answerWithin, @NotNull @DefaultValue("7d") Duration briefingWithin) {}
