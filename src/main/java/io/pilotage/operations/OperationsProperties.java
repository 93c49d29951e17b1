package io.pilotage.operations;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.Assert;
import org.springframework.validation.annotation.Validated;

/**
 * The rhythm of operation.
 *
 * @param watchCycle when models are looked at, as a cron text in UTC
 * @param interval within this time a serving model must be heard of; twice as long without a sample
 *     is an incident
 * @param reviewEvery from one review of a model to the next
 * @param week how long one of the weeks lasts that are counted until a model is stable; shorter
 *     only to try things
 * @param stableAfter how many of them have to be healthy in a row; fixed for a model when it is
 *     handed to operation
 * @param baselineWindow how far back the inputs count as normal when a model is handed to operation
 * @param trainingWithin how long a called-for training may take before people are told
 * @param retrainEvery from one retraining of a model to the next, whether anything is wrong or not;
 *     none without it
 * @param savingWorth what a cache would have to save in a month for its lack to be looked into, in
 *     the currency the services report
 * @param savingWindow from how much of the newest traffic that is reckoned
 * @param models what differs for a model, by its name
 */
@Validated
@ConfigurationProperties("pilotage.operations")
record OperationsProperties(
    @NotNull @DefaultValue("0 * * * * ?") String watchCycle,
    @NotNull @DefaultValue("1h") Duration interval,
    @NotNull @DefaultValue("90d") Duration reviewEvery,
    @NotNull @DefaultValue("5d") Duration reviewWithin,
    @NotNull @DefaultValue("4h") Duration investigateWithin,
    @NotNull @DefaultValue("2h") Duration remindEvery,
    @NotNull @DefaultValue("5d") Duration reviewIncidentWithin,
    @NotNull @DefaultValue("5d") Duration validateWithin,
    @NotNull @DefaultValue("7d") Duration baselineWindow,
    @NotNull @DefaultValue("7d") Duration week,
    @Positive @DefaultValue("8") int stableAfter,
    @NotNull @DefaultValue("1d") Duration trainingWithin,
    Duration retrainEvery,
    @PositiveOrZero @DefaultValue("1000") double savingWorth,
    @NotNull @DefaultValue("6h") Duration savingWindow,
    @DefaultValue Map<String, @Valid Model> models) {

  /**
   * What differs for one model.
   *
   * @param retrainEvery as above
   */
  record Model(Duration retrainEvery) {}

  OperationsProperties {
    CronExpression.parse(watchCycle);
    for (var time : new Duration[] {
      interval,
      reviewEvery,
      reviewWithin,
      investigateWithin,
      remindEvery,
      reviewIncidentWithin,
      validateWithin,
      baselineWindow,
      week,
      trainingWithin,
      savingWindow
    }) longEnough(time);
    if (retrainEvery != null) longEnough(retrainEvery);
    models.values().stream()
        .map(Model::retrainEvery)
        .filter(Objects::nonNull)
        .forEach(OperationsProperties::longEnough);
  }

  /** Nothing when the model is retrained only for a reason. */
  Optional<Duration> retrainEvery(String model) {
    var own = models.get(model);
    return Optional.ofNullable(
        own == null || own.retrainEvery() == null ? retrainEvery : own.retrainEvery());
  }

  private static void longEnough(Duration time) {
    Assert.isTrue(
        time.compareTo(Duration.ofSeconds(1)) >= 0,
        "pilotage.operations: every time must be a second or more, not " + time);
  }
}
