package io.pilotage.rollout;

import java.util.Locale;
import java.util.Optional;

/**
 * The four stages of a rollout in their only order, and the shadow that may come before them: both
 * versions answer, the stable one serves.
 */
public enum Stage {
  SHADOW(0),
  CANARY(500),
  RAMP(2_500),
  MAJORITY(7_500),
  FULL(10_000);

  private final int share;

  Stage(int share) {
    this.share = share;
  }

  /** The candidate's share in basis points. */
  public int share() {
    return share;
  }

  public int percent() {
    return share / 100;
  }

  /** The outer name. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether people look at a sample of live predictions before the stage can pass. */
  public boolean validatedByPeople() {
    return this == CANARY || this == FULL;
  }

  /** The stage with less traffic; none below the canary, where the candidate has none. */
  public Optional<Stage> previous() {
    return ordinal() <= CANARY.ordinal() ? Optional.empty() : Optional.of(values()[ordinal() - 1]);
  }

  public Optional<Stage> next() {
    return this == FULL ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
  }
}
