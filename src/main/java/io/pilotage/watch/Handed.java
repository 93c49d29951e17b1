package io.pilotage.watch;

import java.time.Instant;

/** When a model was handed to operation; how many healthy weeks it needs may not be fixed. */
public record Handed(Instant at, Integer stableAfter) {}
