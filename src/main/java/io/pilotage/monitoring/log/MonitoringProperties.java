package io.pilotage.monitoring.log;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How signals are measured.
 *
 * @param file the prediction log; ":memory:" keeps it in memory
 * @param oldest predictions and outcomes older than this are refused, and forgotten when they get
 *     there
 * @param largest bytes of the log; beyond it the oldest predictions are forgotten sooner
 * @param newestAhead how far the clock of a caller may run ahead
 * @param largestBody bytes of one request
 * @param largestBatch lines of one request
 * @param inFlight bytes of all requests read and not yet stored; beyond it callers are asked to
 *     come back
 * @param memory what the log's database may use
 * @param tolerance how far a number may be from the truth and still be right
 * @param driftSample predictions needed on both sides before drift is told
 * @param driftReference how far back a version is compared with itself where no reference was fixed
 * @param smallestGroup predictions a group needs to be compared for fairness
 * @param favourable texts that count as a favourable prediction where the model has no setting of
 *     its own
 * @param models what differs for a model, by its name
 */
@Validated
@ConfigurationProperties("pilotage.monitoring")
record MonitoringProperties(
    @DefaultValue("log") @NotNull Source source,
    @NotBlank String file,
    @DefaultValue("400d") @NotNull Duration oldest,
    @DefaultValue("20GB") @NotNull DataSize largest,
    @DefaultValue("5m") @NotNull Duration newestAhead,
    @DefaultValue("10MB") @NotNull DataSize largestBody,
    @DefaultValue("100000") @Min(1) int largestBatch,
    @DefaultValue("64MB") @NotNull DataSize inFlight,
    @DefaultValue("256MB") @NotNull DataSize memory,
    @DefaultValue("1e-9") @PositiveOrZero double tolerance,
    @DefaultValue("200") @Min(2) int driftSample,
    @DefaultValue("28d") @NotNull Duration driftReference,
    @DefaultValue("30") @Min(1) int smallestGroup,

    @DefaultValue({
      "1",
      "true",
      "yes",
      "positive",
      "accept",
      "accepted",
      "approve",
      "approved",
      "recommend",
      "recommended"
    })
    Set<String> favourable,

    @DefaultValue Map<String, @Valid Model> models) {

  /**
   * What differs for one model.
   *
   * @param tolerance as above
   * @param threshold makes a number a yes (at or above it) or a no, for accuracy and fairness
   * @param favourable the prediction that is good for the person it is about
   */
  record Model(@PositiveOrZero Double tolerance, Double threshold, String favourable) {}

  private static final Model NOTHING_SPECIAL = new Model(null, null, null);

  Model of(String model) {
    return models.getOrDefault(model, NOTHING_SPECIAL);
  }

  double toleranceOf(String model) {
    var own = of(model).tolerance();
    return own == null ? tolerance : own;
  }
}
