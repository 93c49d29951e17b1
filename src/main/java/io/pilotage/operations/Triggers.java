package io.pilotage.operations;

import java.util.Map;
import io.pilotage.engine.Decisions;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a breach opens. The table {@code watch-triggers} decides; where it is silent, an incident is the answer. */
@Service
public class Triggers {

  private final Decisions decisions;
  private final Incidents incidents;
  private final Retrainings retrainings;

  Triggers(Decisions decisions, Incidents incidents, Retrainings retrainings) {
    this.decisions = decisions;
    this.incidents = incidents;
    this.retrainings = retrainings;
  }

  /** Opens what the breach asks for, unless it is open already; answers what it asked for. */
  @Transactional
  public Effect pull(Breach breach, String by) {
    var effect = effect(breach);
    if (effect == Effect.RETRAINING) retrainings.open(breach, by);
    else incidents.open(breach, effect, by);
    return effect;
  }

  private Effect effect(Breach breach) {
    return decisions.column("watch-triggers", "effect", String.class, Map.of("cause", breach.cause(), "severity", breach.severity())).stream()
        .findFirst().map(Effect::valueOf).orElse(Effect.INCIDENT);
  }
}
