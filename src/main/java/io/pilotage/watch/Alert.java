package io.pilotage.watch;

import java.time.Instant;

/**
 * An alert from outside about a model; the version is null when the alert does not name one.
 *
 * @param test true when it only proves that alerts come in
 */
record Alert(
    String fingerprint,
    Instant startsAt,
    boolean firing,
    String name,
    String model,
    String version,
    String severity,
    String summary,
    boolean test) {

  boolean critical() {
    return "critical".equalsIgnoreCase(severity);
  }
}
