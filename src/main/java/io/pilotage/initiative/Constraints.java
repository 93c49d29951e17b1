package io.pilotage.initiative;

/** What the solution has to keep to. A missing limit means nobody set one. */
public record Constraints(Double latencyLimitMs, Double costLimitPerMonth, String compliance, boolean explanationsRequired) {}
