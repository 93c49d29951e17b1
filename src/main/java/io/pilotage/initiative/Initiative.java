package io.pilotage.initiative;

import java.time.Instant;

/**
 * One AI initiative. Sponsor, risk tier and model come while it runs; outcome and end when it is
 * over.
 */
public record Initiative(
    String key,
    String title,
    String sponsor,
    RiskTier riskTier,
    String model,
    Outcome outcome,
    Instant startedAt,
    Instant endedAt) {

  public boolean ended() {
    return outcome != null;
  }
}
