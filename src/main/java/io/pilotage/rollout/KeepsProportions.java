package io.pilotage.rollout;

import io.pilotage.verdict.Limits;
import io.pilotage.verdict.Signal;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Refuses to start where a sample could be older than the shortest soak lasts and still be called
 * fresh: a candidate that falls silent as its soak begins would be promoted. Both are told in the
 * time of the plan, so that pressing its day changes neither beside the other.
 */
@Component
class KeepsProportions implements SmartInitializingSingleton {

  private final StagePlan plan;
  private final RolloutProperties properties;

  KeepsProportions(StagePlan plan, RolloutProperties properties) {
    this.plan = plan;
    this.properties = properties;
  }

  @Override
  public void afterSingletonsInstantiated() {
    var shortest = plan.shortestSoak();
    Limits.with(properties.limits()).forEach((signal, limit) -> {
      // People look once a stage, and only what they say in it counts.
      if (signal == Signal.AGREEMENT
          || limit.freshness() != null && limit.freshness().compareTo(shortest) < 0) return;
      throw new IllegalStateException(
          "pilotage.rollout.limits." + signal.label() + ".freshness is " + limit.freshness()
              + ", and the shortest soak of the table stage-plan is "
              + shortest
              + ", both in the time of the plan, a day of which lasts pilotage.rollout.day="
              + properties.day()
              + ". A candidate that falls silent as its soak begins would be promoted. Make the "
              + "freshness shorter than the soak.");
    });
  }
}
