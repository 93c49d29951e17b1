package io.pilotage.registry;

/** A version lost its approval and must not serve again. */
public record VersionQuarantined(String model, String version, String initiative, String reason) {}
