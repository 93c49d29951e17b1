/**
 * What a model needs before live traffic: the go-live six with their proofs, the rollback drill,
 * the risk register. It signs nothing and moves no traffic to stay: the gate decides, the rollout
 * moves.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "initiative",
      "registry",
      "monitoring",
      "traffic",
      "sync",
      "gate",
      "charter",
      "value",
      "experiment",
      "verdict"
    })
package io.pilotage.readiness;

import org.springframework.modulith.ApplicationModule;
