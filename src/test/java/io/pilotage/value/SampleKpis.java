package io.pilotage.value;

import io.pilotage.charter.Direction;
import io.pilotage.value.Kpi.Asker;
import io.pilotage.value.Kpi.Cadence;
import io.pilotage.value.Kpi.Care;
import io.pilotage.value.Kpi.Goal;
import io.pilotage.value.Kpi.Kind;
import java.util.Arrays;
import java.util.List;

/** KPIs with valid defaults; a test changes what it is about. */
public final class SampleKpis {

  public static final Kpi HOURS_SAVED = new Kpi(
      KpiCategory.PRODUCTIVITY,
      "What does it save?",
      Asker.EXECUTIVE,
      Kind.BUSINESS,
      "hours saved a week",
      "hours",
      new Goal(Direction.INCREASE, 0.0, 120.0),
      new Care("Ada", "time sheets", Cadence.WEEKLY));
  public static final Kpi ACCURACY = new Kpi(
      KpiCategory.PERFORMANCE,
      "Is it right?",
      Asker.PRODUCT_OWNER,
      Kind.TECHNICAL,
      "accuracy",
      "%",
      new Goal(Direction.INCREASE, 95.0, 98.0),
      new Care("Dana", "monitoring", Cadence.DAILY));

  private SampleKpis() {}

  /** A reason for each category that the KPIs leave out. */
  public static List<KpiGap> gapsBeside(Kpi... kpis) {
    return Arrays.stream(KpiCategory.values())
        .filter(category -> Arrays.stream(kpis).noneMatch(kpi -> kpi.category() == category))
        .map(category -> new KpiGap(category, "Looked at later"))
        .toList();
  }
}
