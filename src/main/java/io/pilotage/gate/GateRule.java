package io.pilotage.gate;

import io.pilotage.initiative.Phase;

/**
 * One criterion of a gate. It reads facts and changes nothing; a fact that cannot be read is not a
 * pass.
 */
public interface GateRule {

  /** The phase whose gate asks this rule; null means every phase. */
  Phase phase();

  /** What the rule demands, in a few words a signer understands: "Holdout set apart". */
  String name();

  /**
   * Whether time or traffic alone moves its figures while people sign; then only whether it blocks
   * asks them again.
   */
  default boolean moves() {
    return phase() == null;
  }

  Finding check(String initiative);
}
