package io.pilotage.monitoring;

import java.time.Instant;

/** A version of a model over a stretch of time: from included, to excluded. */
public record Window(String model, String version, Instant from, Instant to) {}
