package io.pilotage.registry;

/**
 * More versions of a model were seen serving than are named. Published once for each model, and
 * again when there are more after a month without them.
 *
 * @param named how many are named
 */
record UnnamedDeployments(String model, String initiative, String foundBy, int named) {}
