/**
 * The one truth of what may run and what runs: models, their versions, and who approved them. It
 * moves no traffic and judges no version.
 */
@ApplicationModule(
    allowedDependencies = {"engine", "audit", "identity", "initiative", "notification", "mlflow"})
package io.pilotage.registry;

import org.springframework.modulith.ApplicationModule;
