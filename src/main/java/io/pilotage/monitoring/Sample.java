package io.pilotage.monitoring;

import java.time.Instant;
import java.util.Map;

/** A live prediction drawn for a person to look at. Features are texts and numbers by name. */
public record Sample(String id, Instant at, String prediction, Map<String, Object> features) {}
