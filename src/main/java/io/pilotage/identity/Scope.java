package io.pilotage.identity;

/** What a service token opens; nothing opens more than one thing. */
enum Scope {
  OFREP, PREDICTIONS, OUTCOMES, ALERTS, METRICS;

  String authority() {
    return "SCOPE_" + name();
  }
}
