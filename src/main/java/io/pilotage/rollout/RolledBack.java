package io.pilotage.rollout;

/** The traffic of a model was moved back, by the numbers or by a person. */
public record RolledBack(Rollback rollback) {}
