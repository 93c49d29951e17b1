package io.pilotage.gate;

import io.pilotage.initiative.Phase;
import java.time.Instant;

/** A round of a gate came to its end. */
public record GateDecided(
    String initiative, Phase phase, int round, GateDecision decision, String why, Instant at) {}
