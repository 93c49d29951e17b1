package io.pilotage.audit;

/** The first place where the ledger is not what was written. */
public record Broken(long number, String why) {}
