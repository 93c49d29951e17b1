/**
 * What an initiative is: its key, its phases and their plan, its tier, what it follows and its end.
 * What was agreed about it belongs to {@code charter}, money and KPIs to {@code value}.
 */
@ApplicationModule(allowedDependencies = {"engine", "audit", "identity", "notification"})
package io.pilotage.initiative;

import org.springframework.modulith.ApplicationModule;
