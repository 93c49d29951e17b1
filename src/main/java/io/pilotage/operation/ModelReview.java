package io.pilotage.operation;

import io.pilotage.value.Working;
import java.time.Instant;

/** A review of a model in production: is it working, and does it stay. */
public record ModelReview(
    String initiative,
    String model,
    Working working,
    ReviewDecision decision,
    String note,
    String by,
    Instant at) {}
