package io.pilotage.verdict;

import java.time.Instant;

/**
 * What one metric was judged, and on what.
 *
 * @param value NaN where there was nothing to measure
 * @param limit what the value must not cross; null when there is no limit to compare with
 * @param baseline the value of the version it is compared with, or the one registered before there
 *     was any; null without
 * @param observedAt time of the newest sample; null without any
 * @param why one sentence
 * @param required whether the stage cannot pass without this metric
 * @param severe whether a hard limit is broken
 * @param certainty how sure the numbers make us; null where the number itself is held against the
 *     limit, and where nothing was bet
 */
public record JudgedMetric(
    Signal signal,
    MetricVerdict verdict,
    double value,
    long n,
    Double limit,
    Double baseline,
    Instant observedAt,
    String why,
    boolean required,
    boolean severe,
    Certainty certainty) {}
