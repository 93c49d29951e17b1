package io.pilotage.rollout;

import java.time.Instant;

/** A candidate became the version that serves. */
public record Promoted(
    String model, String initiative, String version, String replaced, Instant at) {}
