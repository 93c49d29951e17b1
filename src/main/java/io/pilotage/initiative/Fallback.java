package io.pilotage.initiative;

/** What happens when the model breaks, what answers then, and who owns that. */
public record Fallback(String failureMode, FallbackKind kind, String description, String owner) {}
