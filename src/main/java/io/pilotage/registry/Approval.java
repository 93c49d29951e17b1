package io.pilotage.registry;

import java.time.Instant;

/** Who allowed a version to be deployed, and when. */
public record Approval(String by, Instant at) {}
