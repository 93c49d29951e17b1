package io.pilotage.experiment;

import java.time.Instant;

/**
 * The time and money a proof may use. Planned is when a decision is due, budgeted is the most
 * without one.
 */
public record TimeBox(
    Instant startedAt,
    Instant plannedUntil,
    Instant budgetedUntil,
    Instant extendedUntil,
    double budgetCeiling) {

  /** When the time is over that somebody has agreed to. */
  public Instant until() {
    return extendedUntil == null || extendedUntil.isBefore(budgetedUntil)
        ? budgetedUntil
        : extendedUntil;
  }
}
