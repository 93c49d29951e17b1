package io.pilotage.registry;

import java.time.Instant;

/**
 * How a model's likeness in MLflow stands.
 *
 * @param confirmedAt when aliases and tags over there were last seen to say what the registry here
 *     says
 * @param problem why they do not, or could not be looked at; nothing when all is well
 */
public record MirrorLook(
    String model, String name, Instant confirmedAt, String problem, Instant failingSince) {}
