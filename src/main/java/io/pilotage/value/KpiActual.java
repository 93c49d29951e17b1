package io.pilotage.value;

import java.time.LocalDate;

/**
 * What a KPI turned out to be. The day is the last one of the period it covers, or today while that
 * runs.
 */
public record KpiActual(
    String metric, double amount, LocalDate measuredOn, String recordedBy, String period) {}
