package io.pilotage.traffic;

import java.time.Instant;

/** A router does not do what the route says. Published once, when it is first found out. */
public record RouterAstray(Route route, String problem, Instant since) {}
