package io.pilotage.value;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A KPI beside its newest measurement; none while it was never measured. Not measured for two
 * cadences is not enough data.
 */
public record KpiStanding(Kpi kpi, KpiActual latest, Working working) {

  static KpiStanding of(Kpi kpi, KpiActual latest, LocalDate today) {
    if (latest == null
        || ChronoUnit.DAYS.between(latest.measuredOn(), today) > 2 * days(kpi.cadence()) + 1)
      return new KpiStanding(kpi, latest, Working.NOT_ENOUGH_DATA);
    return new KpiStanding(kpi, latest, kpi.reachedBy(latest.amount()) ? Working.YES : Working.NO);
  }

  private static int days(Kpi.Cadence cadence) {
    return switch (cadence) {
      case DAILY -> 7;
      case WEEKLY -> 7;
      case MONTHLY -> 31;
      case QUARTERLY -> 92;
    };
  }
}
