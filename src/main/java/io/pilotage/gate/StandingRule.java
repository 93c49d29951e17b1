package io.pilotage.gate;

import io.pilotage.initiative.Phase;

/**
 * A rule for the whole life of an initiative: one of the ten mistakes it can make, or one of the
 * four dimensions of its health. Asked at every gate and on the agenda of every weekly sync. Its
 * check may block as if everything had been asked already: before the gate of {@link #askedFrom}
 * has opened, {@link StandingRules} turns a block into "not yet asked".
 */
public interface StandingRule extends GateRule {

  Kind kind();

  /** The phase from whose gate on a missing answer counts. */
  Phase askedFrom();

  @Override
  default Phase phase() {
    return null;
  }

  /** What the rule guards. */
  enum Kind {
    MISTAKE,
    HEALTH
  }
}
