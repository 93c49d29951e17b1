package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.time.Instant;
import java.time.LocalDate;

/** The open criteria of a gate, taken on by a named person until a day. */
public record Waiver(
    String initiative,
    Phase phase,
    String approver,
    String reason,
    LocalDate until,
    Instant grantedAt) {}
