package io.pilotage.notification;

import java.time.Instant;

/**
 * Something a group or a person was told. Exactly one of {@code toGroup} and {@code toPerson} is
 * there; the initiative may be missing.
 */
public record Notice(
    long id,
    Instant at,
    String initiative,
    Kind kind,
    String toGroup,
    String toPerson,
    String subject,
    String text) {}
