/**
 * Owns the weekly meeting of data science and business: agenda, invitation, minutes, decisions,
 * actions, and the ones missed. It does not know what happens above it: modules above add their
 * lines as {@link io.pilotage.sync.AgendaSource} beans.
 */
@ApplicationModule(
    allowedDependencies = {"engine", "audit", "identity", "notification", "initiative", "registry"})
package io.pilotage.sync;

import org.springframework.modulith.ApplicationModule;
