package io.pilotage.engine;

import java.time.Instant;

/** A person or a group is asked for something. Times are UTC; group and assignee may be missing. */
public record TaskOpened(
    String task,
    String name,
    String activity,
    String process,
    String initiative,
    String group,
    String assignee,
    Instant due) {}
