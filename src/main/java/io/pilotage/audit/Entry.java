package io.pilotage.audit;

import java.time.Instant;

/**
 * One line of the ledger. {@code details} is JSON with sorted names; {@code hash} covers all the
 * rest and the hash before it.
 */
public record Entry(
    long number,
    Instant at,
    String initiative,
    String actor,
    String action,
    String subject,
    String details,
    String previousHash,
    String hash) {}
