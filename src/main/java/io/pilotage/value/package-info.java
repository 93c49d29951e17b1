/**
 * What an initiative is worth: the KPI contract, cost and return as estimated, and what both turned
 * out to be. It also holds the criteria of the first gate, which read the charter; it measures no
 * model.
 */
@ApplicationModule(
    allowedDependencies = {"engine", "audit", "identity", "initiative", "sync", "gate"})
package io.pilotage.value;

import org.springframework.modulith.ApplicationModule;
