package io.pilotage.registry;

import java.time.Instant;

/** One version of a model as the registry knows it. */
public record ModelVersion(
    String model,
    String version,
    String initiative,
    VersionState state,
    String artifact,
    Instant registeredAt) {}
