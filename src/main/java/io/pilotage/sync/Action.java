package io.pilotage.sync;

import java.time.LocalDate;

/** Something a group promised at a sync; open until a later sync says it is done. */
public record Action(
    long id, String initiative, String action, String owner, LocalDate due, boolean done) {}
