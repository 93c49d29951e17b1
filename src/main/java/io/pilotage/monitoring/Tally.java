package io.pilotage.monitoring;

import java.time.Instant;

/** What was right and wrong in one block of a window: an hour, named by its start, so that blocks are fixed before the data. */
public record Tally(String model, String version, Instant block, long right, long wrong) {}
