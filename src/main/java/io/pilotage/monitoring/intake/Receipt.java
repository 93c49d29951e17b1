package io.pilotage.monitoring.intake;

import java.util.List;

/** What became of a batch: how many lines are stored, and which were refused and why. */
public record Receipt(long accepted, List<Rejected> rejected) {

  /** A refused line by its number, counted from 1. */
  public record Rejected(int line, String field, String detail) {}
}
