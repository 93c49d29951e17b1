package io.pilotage.audit;

import java.time.Instant;

/** What will become an entry once its number and the hash before it are known. */
record Fact(
    Instant at, String initiative, String actor, String action, String subject, String details) {}
