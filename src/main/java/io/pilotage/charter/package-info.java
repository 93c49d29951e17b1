/**
 * What the first phase agrees on: problem, baseline, committee, fallback, data outlook and limits,
 * strategy, integration, briefing and risk, with the criteria of the first gate that read them.
 * KPIs and the return belong to {@code value}, which reads the charter; who the initiative is and
 * which tier it got belong to {@code initiative}.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "initiative",
      "registry",
      "traffic",
      "gate"
    })
package io.pilotage.charter;

import org.springframework.modulith.ApplicationModule;
