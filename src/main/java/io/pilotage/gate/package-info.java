/**
 * Owns the gate at the end of every phase: its criteria, who must sign, the signatures, the
 * decision and the waivers. It knows no criterion of any phase: each phase brings its own as
 * {@link io.pilotage.gate.GatePage}.
 */
@ApplicationModule(
    allowedDependencies = {"engine", "audit", "identity", "notification", "initiative", "sync"})
package io.pilotage.gate;

import org.springframework.modulith.ApplicationModule;
