package io.pilotage.rollout;

import io.pilotage.verdict.Limit;
import io.pilotage.verdict.Limits;
import io.pilotage.verdict.Signal;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How rollouts are run.
 *
 * @param day how long one day of the stage plan lasts; shorter than a day only in demonstrations
 * @param samples multiplies the fewest samples of the stage plan
 * @param nextLook how long an unclear stage, or a version behind another one, waits before it is
 *     looked at again
 * @param extension days of the plan that a person's “more time” adds
 * @param sampleSize predictions people look at
 * @param shadow models that begin in the shadow, because their service lets both versions answer
 *     and reports both under one id; * for all
 * @param fairnessGap how much higher the false-positive or false-negative rate of one group of
 *     people may be than that of another, as a share
 * @param splitChecked whether a stage is held while the versions were not asked as the route
 *     orders; off where only a part of the predictions is reported
 * @param repeatWithin within this time the same wish to go back is the same wish
 * @param watchWindow the stretch of time a version is judged by once it is live; a day of the plan
 *     where nothing is said
 * @param watchEvidence days of the plan over which evidence about a live version is gathered: what
 *     decays slowly shows in no single one
 * @param watchMinimum fewest samples once it is live
 * @param verdictsKept how long it is known what was found about versions in service; what was
 *     judged in a stage stays for good
 * @param limits for each signal what differs from the product's own limits; their freshness is told
 *     in the time of the plan, as soaks are
 */
@Validated
@ConfigurationProperties("pilotage.rollout")
record RolloutProperties(
    @DefaultValue("P1D") Duration day,
    @DefaultValue("1") @Positive double samples,
    @DefaultValue("PT1H") Duration nextLook,
    @DefaultValue("7") @Positive int extension,
    @DefaultValue("20") @Positive int sampleSize,
    @DefaultValue Set<String> shadow,
    @DefaultValue("0.1") @Positive double fairnessGap,
    @DefaultValue("true") boolean splitChecked,
    @DefaultValue("PT1M") Duration repeatWithin,
    Duration watchWindow,
    @DefaultValue("7") @Positive int watchEvidence,
    @DefaultValue("100") @Positive long watchMinimum,
    @DefaultValue("P2D") Duration sampleDue,
    @DefaultValue("P1D") Duration decisionDue,
    @DefaultValue("P3D") Duration reviewDue,
    @DefaultValue("400d") @DurationMin(days = 1) Duration verdictsKept,
    @DefaultValue Map<Signal, Limit> limits) {

  RolloutProperties {
    if (day == null || day.toMillis() < 1)
      throw new IllegalArgumentException(
          "pilotage.rollout.day is " + day + ": a day of the plan has to last some time.");
    if (watchWindow == null) watchWindow = day;
  }

  /** The product's limits with what differs here, their times pressed as those of the plan. */
  Map<Signal, Limit> limitsInForce() {
    var limits = Limits.with(this.limits);
    limits.replaceAll((signal, limit) ->
        limit.freshness() == null ? limit : limit.whenFresh(run(limit.freshness())));
    return limits;
  }

  boolean beginsInShadow(String model) {
    return shadow.contains(model) || shadow.contains("*");
  }

  /** A stretch of time of the plan as it is run here. */
  Duration run(Duration planned) {
    var millis =
        (double) planned.toMillis() * day.toMillis() / Duration.ofDays(1).toMillis();
    return Duration.ofMillis(Math.round(millis));
  }
}
