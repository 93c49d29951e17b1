/**
 * The process engine as the rest of the product sees it: typed variables, task listeners, starting
 * and signalling processes. It knows no business rule and nothing of the modules above it.
 */
@ApplicationModule(allowedDependencies = {})
package io.pilotage.engine;

import org.springframework.modulith.ApplicationModule;
