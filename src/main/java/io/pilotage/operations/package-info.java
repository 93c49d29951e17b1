/**
 * Models in production: the watch over all of them, what a breach opens, incidents, retraining,
 * reviews, scaling out and alerts from outside. It judges no number and plans no stage; that is
 * done by the rollout, whose verdicts it acts on.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "notification",
      "initiative",
      "registry",
      "monitoring",
      "monitoring::log",
      "traffic",
      "sync",
      "gate",
      "charter",
      "value",
      "readiness",
      "rollout"
    })
package io.pilotage.operations;

import org.springframework.modulith.ApplicationModule;
