/**
 * A model in operation: handed over, reviewed, governed, scaled out in order, and taken out of
 * service. It looks at no number itself and opens no incident; the watch does.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "initiative",
      "registry",
      "monitoring",
      "monitoring::log",
      "traffic",
      "gate",
      "charter",
      "value",
      "readiness",
      "rollout",
      "verdict",
      "retraining",
      "incident",
      "watch"
    })
package io.pilotage.operation;

import org.springframework.modulith.ApplicationModule;
