/**
 * Steps that stand still because their tries are used up: who is told, and who tries again. How
 * often a step is tried, and that it stands, is the engine's to say.
 */
@ApplicationModule(allowedDependencies = {"engine", "audit", "identity", "notification"})
package io.pilotage.standstill;

import org.springframework.modulith.ApplicationModule;
