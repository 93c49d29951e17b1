package io.pilotage.value.activity;

import io.pilotage.engine.ProcessVariable;
import io.pilotage.value.Benefit;
import io.pilotage.value.CostItem;
import io.pilotage.value.Kpi;
import io.pilotage.value.KpiGap;
import java.util.List;

/**
 * What the forms about value ask. The answers that count are in the contract and the business case.
 */
public final class ValueVariables {

  /** The KPIs agreed on. */
  public static final ProcessVariable<List<Kpi>> KPIS = ProcessVariable.list("kpis", Kpi.class);
  /** The categories without a KPI, each with its reason. */
  public static final ProcessVariable<List<KpiGap>> KPI_GAPS =
      ProcessVariable.list("kpiGaps", KpiGap.class);
  /** Who agreed for the business. */
  public static final ProcessVariable<String> AGREED_BUSINESS =
      ProcessVariable.line("agreedBusiness");
  /** Who agreed for operations. */
  public static final ProcessVariable<String> AGREED_OPERATIONS =
      ProcessVariable.line("agreedOperations");
  /** Who agreed for technology. */
  public static final ProcessVariable<String> AGREED_TECHNOLOGY =
      ProcessVariable.line("agreedTechnology");
  /** What it costs. */
  public static final ProcessVariable<List<CostItem>> COSTS =
      ProcessVariable.list("costs", CostItem.class);
  /** What it brings a year. */
  public static final ProcessVariable<List<Benefit>> BENEFITS =
      ProcessVariable.list("benefits", Benefit.class);

  private ValueVariables() {}
}
