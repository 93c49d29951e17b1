/**
 * Who serves which share of a model's requests: routes, their history, the router that carries them
 * out, and the answers to callers (OFREP). It judges no version and knows no plan: what the next
 * share is and whether it is deserved is decided above.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "notification",
      "initiative",
      "registry",
      "monitoring"
    })
package io.pilotage.traffic;

import org.springframework.modulith.ApplicationModule;
