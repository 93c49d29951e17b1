/**
 * Calls for a new version of a model, the decision on each, and what a worker brought for it. It
 * trains nothing and rolls nothing out: an accepted version is the rollout's from then on.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "notification",
      "registry",
      "monitoring",
      "sync",
      "rollout",
      "verdict"
    })
package io.pilotage.retraining;

import org.springframework.modulith.ApplicationModule;
