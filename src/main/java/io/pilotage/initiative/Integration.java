package io.pilotage.initiative;

/** How the model will sit between the systems around it; drawn before any model is built. */
public record Integration(
    String sources, String dataEngineer, String productionApi, String consumer, String outputFormat, boolean outputMatches, String link) {}
