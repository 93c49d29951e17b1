package io.pilotage.readiness;

/**
 * One entry of the risk register.
 *
 * @param kind what fails: the model, its governance, or the system around it
 * @param watchedBy what in the product notices when it happens
 */
public record Risk(String code, String kind, String title, String watchedBy) {}
