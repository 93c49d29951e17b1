package io.pilotage.initiative;

/**
 * An initiative is over. Published in the transaction that records it, so that what it left running
 * ends with it.
 */
public record InitiativeEnded(String initiative, Outcome outcome, String reason) {}
