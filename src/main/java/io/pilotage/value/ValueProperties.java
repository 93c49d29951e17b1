package io.pilotage.value;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the form of the return is filled with, and from when on the gate warns.
 *
 * @param costs the usual costs, shown to begin with
 * @param longestPaybackMonths a longer payback, POC included, is warned about
 * @param mostKpis a contract with more KPIs is called wide
 * @param linkHosts hosts on which the link of a KPI source or of a runbook may be tried, as
 *     {@code host}, {@code host:port} or {@code host:*}
 * @param linkTimeout how long such a link may take to answer
 */
@Validated
@ConfigurationProperties("pilotage.value")
record ValueProperties(
    @NotEmpty List<CostItem> costs,
    @Positive @DefaultValue("24") double longestPaybackMonths,
    @Positive @DefaultValue("12") int mostKpis,
    @NotNull @DefaultValue({}) List<String> linkHosts,
    @NotNull @DefaultValue("3s") Duration linkTimeout) {

  private static final List<CostItem> USUAL = List.of(
      new CostItem(CostItem.Stage.POC, "People", 30_000.0, 30_000.0),
      new CostItem(CostItem.Stage.POC, "Compute", 2_000.0, 2_000.0),
      new CostItem(CostItem.Stage.POC, "Tools", 1_000.0, 1_000.0),
      new CostItem(CostItem.Stage.PRODUCTION, "Serving", 5_000.0, 50_000.0),
      new CostItem(CostItem.Stage.PRODUCTION, "Monitoring and logging", 1_000.0, 10_000.0),
      new CostItem(CostItem.Stage.PRODUCTION, "Retraining", 5_000.0, 20_000.0),
      new CostItem(CostItem.Stage.PRODUCTION, "Governance and compliance", 10_000.0, 50_000.0),
      new CostItem(CostItem.Stage.PRODUCTION, "Maintenance and operations", 20_000.0, 100_000.0));

  ValueProperties {
    costs = costs == null ? USUAL : List.copyOf(costs);
  }
}
