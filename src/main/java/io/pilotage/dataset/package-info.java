/**
 * Owns what is known about an initiative's data because it was measured on the data itself:
 * profile, bias audit, digest, holdout overlap; and what people say about labels, pipeline and
 * ownership. It trains nothing and changes no data.
 */
@ApplicationModule(allowedDependencies = {"engine", "audit", "identity", "initiative", "gate"})
package io.pilotage.dataset;

import org.springframework.modulith.ApplicationModule;
