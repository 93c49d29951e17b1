/**
 * The watch over all models that serve: what each look and each alert from outside found, and what
 * that opens. It judges no number, moves no traffic and answers no incident.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "engine::jobs",
      "identity",
      "notification",
      "registry",
      "monitoring",
      "monitoring::log",
      "traffic",
      "readiness",
      "rollout",
      "verdict",
      "retraining",
      "incident"
    })
package io.pilotage.watch;

import org.springframework.modulith.ApplicationModule;
