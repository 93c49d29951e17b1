package io.pilotage.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * One stage as it was run, with the plan it was opened with.
 *
 * @param soakFrom when the router was seen giving the share; null until then
 * @param soakUntil before this the stage cannot pass
 * @param longestUntil after this a person decides
 */
record StageRun(
    long id,
    long rollout,
    Stage stage,
    Instant openedAt,
    Duration shortest,
    Duration longest,
    long minimum,
    Instant soakFrom,
    Instant soakUntil,
    Instant longestUntil,
    StageOutcome outcome,
    Instant endedAt) {

  boolean open() {
    return outcome == null;
  }

  /** The same stage at its end; one that has ended already is left as it is. */
  StageRun ended(StageOutcome how, Instant at) {
    return open()
        ? new StageRun(
            id,
            rollout,
            stage,
            openedAt,
            shortest,
            longest,
            minimum,
            soakFrom,
            soakUntil,
            longestUntil,
            how,
            at)
        : this;
  }

  boolean passed() {
    return outcome == StageOutcome.PASSED;
  }
}
