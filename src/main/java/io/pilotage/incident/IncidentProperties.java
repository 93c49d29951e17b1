package io.pilotage.incident;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The rhythm of incidents, beside that of retraining.
 *
 * @param remindEvery between two reminders of an incident that nobody has looked into
 * @param reviewIncidentWithin how long people have to say what was learned
 */
@Validated
@ConfigurationProperties("pilotage.operations")
record IncidentProperties(
    @NotNull @DurationMin(seconds = 1) @DefaultValue("2h") Duration remindEvery,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("5d") Duration reviewIncidentWithin) {}
