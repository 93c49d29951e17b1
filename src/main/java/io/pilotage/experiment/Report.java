package io.pilotage.experiment;

/**
 * What the figures of a proof hide, how it fails, and what it is worth a year (missing while nobody
 * can say).
 */
public record Report(
    String cleanData,
    String isolatedSystems,
    String optimisedMetrics,
    String failureModes,
    Double yearlyImpact,
    String impactBasis) {}
