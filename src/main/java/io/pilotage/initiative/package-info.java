/**
 * What an initiative is: its key, its charter (problem, baseline, fallback, constraints, committee,
 * risks), its tier and its end. It knows no phase beyond the first and no numbers of value: what
 * was agreed about money and KPIs belongs to {@code value}.
 */
@ApplicationModule(allowedDependencies = {"engine", "audit", "identity", "notification"})
package io.pilotage.initiative;

import org.springframework.modulith.ApplicationModule;
