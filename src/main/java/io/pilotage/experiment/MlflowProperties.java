package io.pilotage.experiment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where experiments are read from, when they are tracked with MLflow. Nothing is read without a
 * url.
 *
 * @param experiments name of the MLflow experiment, by initiative key or by model; without an entry
 *     an experiment named like the key is read if there is one
 * @param metrics how MLflow's metrics are called, by what they are here
 * @param missingCost what a run without the metric of the cost counts as; without it such a run is
 *     not taken
 * @param pages the most that one look reads, newest runs first
 */
@Validated
@ConfigurationProperties("pilotage.experiment.mlflow")
record MlflowProperties(
    URI url,
    String token,
    @DefaultValue("1m") @NotNull Duration pollEvery,
    @DefaultValue("10s") @NotNull Duration timeout,
    @DefaultValue("100") @Min(1) @Max(1000) int pageSize,
    @DefaultValue("20") @Min(1) int pages,
    @DefaultValue Map<String, String> experiments,
    @DefaultValue @NotNull Metrics metrics,
    @Min(0) Double missingCost) {

  /**
   * Shares are logged between 0 and 1, latency in milliseconds, money in the currency of the
   * budget.
   */
  record Metrics(
      @DefaultValue("accuracy") String accuracy,
      @DefaultValue("precision") String precision,
      @DefaultValue("recall") String recall,
      @DefaultValue("latency_ms") String latency,
      @DefaultValue("cost") String cost,
      @DefaultValue("business_impact") String businessImpact) {}

  /** The experiment somebody named for an initiative or its model. */
  Optional<String> named(String initiative, String model) {
    return experiments.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(initiative)
            || model != null && entry.getKey().equalsIgnoreCase(model))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
