package io.pilotage.readiness;

import java.time.Instant;

/** An answer with the person who gave it and the time. */
public record Answered<T>(T answer, String by, Instant at) {}
