package io.pilotage.gate;

import io.pilotage.initiative.Phase;

/** One criterion of a gate. It reads facts and changes nothing; a fact that cannot be read is not a pass. */
public interface GateRule {

  /** The phase whose gate asks this rule; null means every phase. */
  Phase phase();

  /** What the rule demands, in a few words a signer understands: "Holdout set apart". */
  String name();

  Finding check(String initiative);
}
