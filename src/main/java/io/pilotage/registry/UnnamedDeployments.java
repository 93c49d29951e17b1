package io.pilotage.registry;

/**
 * More versions of a model were seen serving than are named. Published once for each model.
 *
 * @param named how many are named
 */
record UnnamedDeployments(String model, String initiative, String foundBy, int named) {}
