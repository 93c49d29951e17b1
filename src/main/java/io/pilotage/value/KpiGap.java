package io.pilotage.value;

/** Why a category has no KPI. */
public record KpiGap(KpiCategory category, String reason) {}
