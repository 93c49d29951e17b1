package io.pilotage.monitoring;

import java.time.Instant;

/**
 * What was right and wrong in one block of a window, say an hour: named by its start, a whole
 * multiple of its length, so that blocks are fixed before the data.
 */
public record Tally(String model, String version, Instant block, long right, long wrong) {}
