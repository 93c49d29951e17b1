package io.pilotage.registry;

import java.time.Instant;

/**
 * A version serves that nobody approved. Published once for each version found, however often it is
 * seen, and again when it is seen after a month without it.
 *
 * @param at when it was seen first, or first again after a month without it
 */
public record UnauthorisedDeployment(
    String model,
    String version,
    String initiative,
    String foundBy,
    Instant at,
    Instant lastSeen) {}
