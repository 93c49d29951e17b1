/**
 * The ledger: who did what, when, to which initiative; append-only, numbered without gaps and
 * chained by hashes. It judges nothing and is asked for nothing but its own entries.
 */
@ApplicationModule(allowedDependencies = {"engine"})
package io.pilotage.audit;

import org.springframework.modulith.ApplicationModule;
