package io.pilotage.initiative;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How long people have: to answer a task of the first phase, and for each phase by plan. */
@Validated
@ConfigurationProperties("pilotage.initiative")
record InitiativeProperties(
    @NotNull @DefaultValue("5d") Duration answerWithin,
    @NotNull @Valid @DefaultValue Plan plan) {

  /**
   * How long each phase is planned to take: eight months from the start to full traffic, then
   * operation without an end.
   */
  record Plan(
      @NotNull @DefaultValue("30d") Duration define,
      @NotNull @DefaultValue("31d") Duration data,
      @NotNull @DefaultValue("61d") Duration poc,
      @NotNull @DefaultValue("61d") Duration productionize,
      @NotNull @DefaultValue("61d") Duration rollout) {}
}
