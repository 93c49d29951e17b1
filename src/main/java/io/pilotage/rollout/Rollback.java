package io.pilotage.rollout;

import java.time.Instant;

/**
 * One way back of a model's traffic, by the machine or by a person.
 *
 * @param confirmedAt when the router was first seen carrying it out; null until then, and for ever
 *     when the route moved on before
 * @param tookMillis from the trigger to the confirmed traffic; null as long as that is
 */
public record Rollback(
    long id,
    String model,
    String initiative,
    RollbackTarget target,
    String reason,
    String by,
    RollbackCause cause,
    long fromGeneration,
    long toGeneration,
    Instant triggeredAt,
    Instant confirmedAt,
    Long tookMillis) {}
