package io.pilotage.load;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much is let in.
 *
 * @param priorityPort where OFREP, alerts, rollbacks and the probe are answered too, by threads of
 *     their own; none unless it is set
 * @param largestBody bytes of a body on every route that does not declare more, see
 *     {@link Allowances}
 */
@Validated
@ConfigurationProperties("pilotage.load")
record LoadProperties(
    @Min(0) @Max(65_535) Integer priorityPort,
    @DefaultValue("1MB") @NotNull DataSize largestBody) {}
