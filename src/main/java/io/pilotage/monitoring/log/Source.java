package io.pilotage.monitoring.log;

/** Where signals are read: the embedded prediction log, or Prometheus. */
enum Source {
  LOG,
  PROMETHEUS
}
