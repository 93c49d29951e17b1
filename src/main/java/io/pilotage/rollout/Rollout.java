package io.pilotage.rollout;

import io.pilotage.engine.Refusal;
import io.pilotage.initiative.RiskTier;
import java.time.Instant;

/**
 * The rollout of one candidate, and the only one that says what may become of it: each verb answers
 * the rollout after it, or refuses what its state does not allow.
 *
 * @param stable the version it started beside; null when it is the first
 * @param stepBacks how often its traffic was moved back without a person asking
 */
record Rollout(
    long id,
    String model,
    String initiative,
    String candidate,
    String stable,
    RolloutState state,
    int stepBacks,
    Agreed agreed,
    Instant startedAt,
    Instant endedAt) {

  private static final int QUARANTINED_AFTER = 2;

  /**
   * What held for it when it started, and holds to its end.
   *
   * @param latencyLimit milliseconds, from the charter; null without
   * @param costLimit for one prediction, from the charter; null without
   * @param quality the registered quality before there was a version to compare with; null without
   */
  record Agreed(RiskTier riskTier, Double latencyLimit, Double costLimit, Double quality) {}

  boolean isAbout(String otherInitiative, String version) {
    return initiative.equals(otherInitiative) && candidate.equals(version);
  }

  /** Refuses every step up while somebody has to decide first, and after the end. */
  void mustRun() {
    mustBeOpen();
    Refusal.unless(
        state == RolloutState.RUNNING,
        "stage",
        "The traffic of " + model
            + " was moved back. Somebody of operations decides first how to go on.");
  }

  /** The stage, passed; one that has passed already stays so. */
  StageRun passStage(StageRun run, Instant at) {
    if (run.passed()) return run;
    mustRun();
    Refusal.unless(
        run.rollout() == id && run.open() && run.soakUntil() != null,
        "stage",
        "Stage " + run.stage().label() + " of " + model + " has not begun to soak.");
    return run.ended(StageOutcome.PASSED, at);
  }

  /** Its traffic went back; only what no person asked for speaks against the candidate. */
  Rollout moveBack(RollbackCause cause) {
    mustBeOpen();
    return with(RolloutState.MOVED_BACK, stepBacks + (cause.automatic() ? 1 : 0), null);
  }

  /** True when one more step back quarantines the candidate. */
  boolean onItsLastTry() {
    return stepBacks + 1 >= QUARANTINED_AFTER;
  }

  /** A person lets the candidate go on. */
  Rollout resume() {
    mustBeOpen();
    return with(RolloutState.RUNNING, stepBacks, null);
  }

  /** The candidate is the stable version now. */
  Rollout promote(Instant at) {
    mustRun();
    return with(RolloutState.PROMOTED, stepBacks, at);
  }

  /** The candidate is given up. */
  Rollout reject(Instant at) {
    mustBeOpen();
    return with(RolloutState.REJECTED, stepBacks, at);
  }

  private void mustBeOpen() {
    Refusal.unless(
        !state.ended(),
        "rollout",
        "The rollout of " + candidate + " has ended: it "
            + (state == RolloutState.PROMOTED ? "is promoted" : "was given up")
            + ". A new one begins with an approved version.");
  }

  private Rollout with(RolloutState next, int nextStepBacks, Instant end) {
    return new Rollout(
        id, model, initiative, candidate, stable, next, nextStepBacks, agreed, startedAt, end);
  }
}
