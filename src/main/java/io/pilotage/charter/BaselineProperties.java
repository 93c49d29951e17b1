package io.pilotage.charter;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** From which age on a baseline is warned about. */
@Validated
@ConfigurationProperties("pilotage.value")
record BaselineProperties(@NotNull @DefaultValue("180d") Duration oldestBaseline) {}
