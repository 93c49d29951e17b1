/**
 * What is known about a model version over a window of time: its signals, from the embedded
 * prediction log or from Prometheus. It measures and judges nothing: limits, verdicts and what
 * follows from them are decided above.
 */
@ApplicationModule(allowedDependencies = {"engine", "audit", "identity", "registry", "verdict"})
package io.pilotage.monitoring;

import org.springframework.modulith.ApplicationModule;
