package io.pilotage.rollout;

import io.pilotage.initiative.RiskTier;
import java.time.Instant;

/**
 * The rollout of one candidate. What the charter demanded when it started holds to its end.
 *
 * @param stable the version it started beside; null when it is the first
 * @param stepBacks how often its traffic was moved back
 * @param latencyLimit milliseconds, from the charter; null without
 * @param costLimit for one prediction, from the charter; null without
 * @param quality the registered quality before there was a version to compare with; null without
 */
record Rollout(
    long id,
    String model,
    String initiative,
    String candidate,
    String stable,
    RolloutState state,
    int stepBacks,
    RiskTier riskTier,
    Double latencyLimit,
    Double costLimit,
    Double quality,
    Instant startedAt,
    Instant endedAt) {}
