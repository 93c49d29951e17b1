/**
 * Owns the proof of concept: the log of experiments against a baseline, time box and budget,
 * infrastructure checks and the report. It trains nothing; whoever trains records what came out.
 */
@ApplicationModule(
    allowedDependencies = {
      "engine",
      "audit",
      "identity",
      "notification",
      "initiative",
      "sync",
      "gate",
      "charter",
      "mlflow"
    })
package io.pilotage.experiment;

import org.springframework.modulith.ApplicationModule;
