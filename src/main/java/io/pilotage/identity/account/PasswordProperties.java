package io.pilotage.identity.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How passwords are kept.
 *
 * @param cost of bcrypt: one more doubles the time a hash takes, for us and for whoever has stolen
 *     them
 */
@Validated
@ConfigurationProperties("pilotage.identity.password")
record PasswordProperties(
    @DefaultValue("10") @Min(4) @Max(16) int cost) {}
