package io.pilotage.operation;

/** What a reviewer read off for one metric of the KPI contract. */
public record KpiMeasured(String metric, Double amount) {}
