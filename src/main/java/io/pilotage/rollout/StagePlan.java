package io.pilotage.rollout;

import io.pilotage.engine.Decisions;
import io.pilotage.initiative.RiskTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * How long a stage soaks and how many samples it needs, from the decision table that a business
 * person may tune.
 */
@Component
class StagePlan {

  private final Decisions decisions;
  private final RolloutProperties properties;

  StagePlan(Decisions decisions, RolloutProperties properties) {
    this.decisions = decisions;
    this.properties = properties;
  }

  /** The stage as it will be run; a table without a fitting row stops it. */
  StageRun of(long rollout, RiskTier tier, Stage stage, Instant now) {
    var row =
        decisions
            .rows("stage-plan", Map.of("riskTier", tier.name(), "stage", stage.name()))
            .stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(
                "The table stage-plan has no row for " + tier + " and " + stage + "."));
    var minimum = Math.max(
        1, Math.round(((Number) row.get("minimumSamples")).doubleValue() * properties.samples()));
    return new StageRun(
        0,
        rollout,
        stage,
        now,
        new StageRun.Plan(soak(row.get("shortestSoak")), soak(row.get("longestSoak")), minimum),
        null,
        null,
        null);
  }

  /** The shortest soak of the table, in the time of the plan. */
  Duration shortestSoak() {
    return Stream.of(RiskTier.values())
        .flatMap(tier -> Stream.of(Stage.values())
            .flatMap(
                stage -> decisions
                    .rows("stage-plan", Map.of("riskTier", tier.name(), "stage", stage.name()))
                    .stream()))
        .map(row -> Duration.parse(row.get("shortestSoak").toString()))
        .min(Duration::compareTo)
        .orElseThrow(() -> new IllegalStateException("The table stage-plan has no rows."));
  }

  private Duration soak(Object planned) {
    return properties.run(Duration.parse(planned.toString()));
  }
}
