package io.pilotage.retraining;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The rhythm of retraining; for operators it is a part of operation, as that of incidents, watch
 * and reviews is.
 *
 * @param investigateWithin how long people have to look into a drift or an incident
 * @param trainingWithin how long a called-for training may take before people are told
 * @param retrainEvery from one retraining of a model to the next, whether anything is wrong or not;
 *     none without it
 * @param models what differs for a model, by its name
 */
@Validated
@ConfigurationProperties("pilotage.operations")
record RetrainingProperties(
    @NotNull @DurationMin(seconds = 1) @DefaultValue("4h") Duration investigateWithin,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("5d") Duration validateWithin,
    @NotNull @DurationMin(seconds = 1) @DefaultValue("1d") Duration trainingWithin,
    @DurationMin(seconds = 1) Duration retrainEvery,
    @DefaultValue Map<String, @Valid Model> models) {

  /**
   * What differs for one model.
   *
   * @param retrainEvery as above
   */
  record Model(@DurationMin(seconds = 1) Duration retrainEvery) {}

  /** Nothing when the model is retrained only for a reason. */
  Optional<Duration> retrainEvery(String model) {
    var own = models.get(model);
    return Optional.ofNullable(
        own == null || own.retrainEvery() == null ? retrainEvery : own.retrainEvery());
  }
}
