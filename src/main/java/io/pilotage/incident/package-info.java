/**
 * What went wrong in production, who looked into it, what was done at once and what was learned. It
 * finds nothing by itself, and what its answer sets going is done by rollout and retraining.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "notification",
      "traffic",
      "sync",
      "rollout",
      "retraining"
    })
package io.pilotage.incident;

import org.springframework.modulith.ApplicationModule;
