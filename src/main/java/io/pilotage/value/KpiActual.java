package io.pilotage.value;

import java.time.LocalDate;

/** What a KPI turned out to be on a day. */
public record KpiActual(String metric, double amount, LocalDate measuredOn, String recordedBy) {}
