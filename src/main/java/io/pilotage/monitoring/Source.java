package io.pilotage.monitoring;

/** Where signals are read: the embedded prediction log, or Prometheus. */
enum Source {
  LOG,
  PROMETHEUS
}
