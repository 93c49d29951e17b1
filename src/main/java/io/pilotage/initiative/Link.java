package io.pilotage.initiative;

import java.time.Instant;

/**
 * An initiative that follows another.
 *
 * @param scope the use case, department or region it is for; null for a next iteration of the same
 * @param warning what was still missing when it was proposed; null when nothing was
 */
public record Link(
    String child,
    String parent,
    LinkKind kind,
    String scope,
    String warning,
    String by,
    Instant at) {}
