package io.pilotage.engine;

import java.time.Instant;

/**
 * A step that is not tried any more by itself. {@code step} is its label in the diagram,
 * {@code why} a sentence for people, {@code tries} how often it failed. The initiative is missing
 * where the step is about all of them.
 */
public record StuckStep(
    String id, String initiative, String step, Instant since, String why, int tries) {}
