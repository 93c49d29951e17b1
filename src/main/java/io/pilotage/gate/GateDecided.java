package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.time.Instant;

/** A gate came to its decision. */
public record GateDecided(String initiative, Phase phase, int round, GateDecision decision, String why, Instant at) {}
