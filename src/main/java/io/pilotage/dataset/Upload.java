package io.pilotage.dataset;

import java.time.Instant;

/** A file somebody brought for an initiative. The location is what forms and audits name it by. */
public record Upload(String location, long bytes, Instant at) {}
