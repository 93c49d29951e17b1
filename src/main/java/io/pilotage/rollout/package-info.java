/**
 * Brings a candidate to full traffic in stages and takes it back: the plan of the stages, the
 * verdict on each, promotion, step back and rollback. It does not know where the numbers come from,
 * nor how a router moves traffic.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "engine::jobs",
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
      "verdict"
    })
package io.pilotage.rollout;

import org.springframework.modulith.ApplicationModule;
