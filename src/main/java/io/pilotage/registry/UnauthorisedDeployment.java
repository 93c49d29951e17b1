package io.pilotage.registry;

import java.time.Instant;

/**
 * A version serves that nobody approved. Published once for each version found, however often it is
 * seen.
 *
 * @param at when it was seen first
 */
public record UnauthorisedDeployment(
    String model,
    String version,
    String initiative,
    String foundBy,
    Instant at,
    Instant lastSeen) {}
