package io.pilotage.readiness;

import java.time.Instant;

/**
 * A rollback drill on the real route.
 *
 * @param tookMillis from the wish to go back to the router seen doing it; 0 when it never came to
 *     that
 */
public record Rehearsal(
    String model, String version, Instant at, long tookMillis, boolean succeeded, String fact) {}
