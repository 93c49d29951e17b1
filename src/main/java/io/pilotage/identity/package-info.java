/**
 * Who is there and what they may do: groups, people, service tokens, the one login, and the rights
 * of each in the engine. It knows no business rule; who signs a gate is decided above.
 */
@ApplicationModule(allowedDependencies = {"engine", "audit"})
package io.pilotage.identity;

import org.springframework.modulith.ApplicationModule;
