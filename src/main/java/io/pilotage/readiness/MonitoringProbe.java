package io.pilotage.readiness;

import java.time.Instant;

/**
 * What monitoring answered about one required signal.
 *
 * @param version the version with the newest data; null when there is none at all
 * @param samples how many samples the answer rests on
 */
public record MonitoringProbe(
    String signal, String version, boolean fresh, long samples, Instant newest, String fact) {}
