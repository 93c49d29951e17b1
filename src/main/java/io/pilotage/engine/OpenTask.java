package io.pilotage.engine;

import java.time.Instant;

/** A task somebody has to do now: who is waited for, since when, until when. */
public record OpenTask(
    String task,
    String name,
    String activity,
    String process,
    String initiative,
    String group,
    String assignee,
    Instant since,
    Instant due) {}
