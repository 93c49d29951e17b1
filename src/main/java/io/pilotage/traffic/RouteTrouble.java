package io.pilotage.traffic;

import java.time.Instant;

/** Why a router does not do what the route says, and since when. */
public record RouteTrouble(String model, String problem, Instant since) {}
