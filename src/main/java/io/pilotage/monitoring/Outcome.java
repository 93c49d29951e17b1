package io.pilotage.monitoring;

/** What turned out to be true for a request. A later one for the same request corrects it. */
record Outcome(String id, String label, Double number, long knownAtMicros) {}
