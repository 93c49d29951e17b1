package io.pilotage.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * One stage as it was run.
 *
 * @param plan what it was opened with
 * @param soak null until the router was seen giving the share
 */
record StageRun(
    long id,
    long rollout,
    Stage stage,
    Instant openedAt,
    Plan plan,
    Soak soak,
    StageOutcome outcome,
    Instant endedAt) {

  /** How long it soaks, and the fewest samples it needs. */
  record Plan(Duration shortest, Duration longest, long minimum) {}

  /**
   * Its time under observation.
   *
   * @param from when the router was seen giving the share
   * @param until before this the stage cannot pass
   * @param longestUntil after this a person decides
   */
  record Soak(Instant from, Instant until, Instant longestUntil) {}

  /** When its soak began; null until then. */
  Instant soakFrom() {
    return soak == null ? null : soak.from();
  }

  /** Before this it cannot pass; null while it does not soak. */
  Instant soakUntil() {
    return soak == null ? null : soak.until();
  }

  /** After this a person decides; null while it does not soak. */
  Instant longestUntil() {
    return soak == null ? null : soak.longestUntil();
  }

  boolean open() {
    return outcome == null;
  }

  /** The same stage at its end; one that has ended already is left as it is. */
  StageRun ended(StageOutcome how, Instant at) {
    return open() ? new StageRun(id, rollout, stage, openedAt, plan, soak, how, at) : this;
  }

  boolean passed() {
    return outcome == StageOutcome.PASSED;
  }
}
