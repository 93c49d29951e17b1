package io.pilotage.operation;

import io.pilotage.initiative.LinkedProposal;

/**
 * An initiative a governance review proposed.
 *
 * @param warning what was missing before its time; null when nothing was
 * @param started the key it was started under; null until the review is signed
 */
public record NextStep(long id, LinkedProposal proposal, String warning, String started) {}
