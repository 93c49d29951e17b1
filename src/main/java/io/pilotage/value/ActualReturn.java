package io.pilotage.value;

import java.time.YearMonth;

/** What a month really cost and brought. */
public record ActualReturn(YearMonth month, double cost, double benefit, String recordedBy) {}
