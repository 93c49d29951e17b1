package io.pilotage.monitoring;

import java.time.Instant;

/**
 * Requests that a version and the one beside it both answered in one block of time: where it alone
 * was wrong, where both were as good, and where the other alone was wrong.
 */
public record PairTally(
    String model, String version, Instant block, long worse, long equal, long better) {}
