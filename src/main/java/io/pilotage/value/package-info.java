/**
 * What an initiative is worth: the KPI contract, cost and return as estimated, and what both turned
 * out to be, with the criteria that read them. It reads the charter and measures no model.
 */
@ApplicationModule(
    allowedDependencies = {"engine", "audit", "identity", "initiative", "sync", "gate", "charter"})
package io.pilotage.value;

import org.springframework.modulith.ApplicationModule;
