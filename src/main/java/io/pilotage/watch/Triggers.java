package io.pilotage.watch;

import io.pilotage.engine.Decisions;
import io.pilotage.incident.Effect;
import io.pilotage.incident.Incidents;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retrainings;
import io.pilotage.verdict.Signal;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a breach opens. The table {@code watch-triggers} decides; where it is silent, an incident is
 * the answer.
 */
@Service
public class Triggers {

  private final Decisions decisions;
  private final Incidents incidents;
  private final Retrainings retrainings;
  private final Savings savings;

  Triggers(Decisions decisions, Incidents incidents, Retrainings retrainings, Savings savings) {
    this.decisions = decisions;
    this.incidents = incidents;
    this.retrainings = retrainings;
    this.savings = savings;
  }

  /**
   * Of these, what is not open already: most of what a look finds was found by the look before. A
   * few queries, however many there are.
   */
  List<Breach> news(List<Breach> breaches) {
    if (breaches.isEmpty()) return breaches;
    var incidentsOpen = incidents.slots();
    var retrainingsOpen = retrainings.slots();
    // What has become critical asks for an incident, though a retraining is under way.
    return breaches.stream()
        .filter(breach -> !incidentsOpen.contains(breach.slot())
            && (breach.severity().equals(Breach.CRITICAL)
                || !retrainingsOpen.contains(breach.slot())))
        .toList();
  }

  /** Opens what the breach asks for, unless it is open already; answers what it asked for. */
  @Transactional
  public Effect pull(Breach breach, String by) {
    var effect = effect(breach);
    if (effect == Effect.RETRAINING) retrainings.open(breach, by);
    else
      incidents.open(
          effect == Effect.REVIEW && incidents.isNew(breach) ? withTheSaving(breach) : breach,
          effect,
          by);
    return effect;
  }

  /** A review of the architecture because of the bill starts with what a cache would save. */
  private Breach withTheSaving(Breach breach) {
    return breach.cause().equals(Signal.COST.label())
            || breach.cause().equals(Signal.CACHE_HITS.label())
                && !breach.severity().equals(Breach.SAVING)
        ? savings.of(breach.model(), breach.version()).map(breach::saying).orElse(breach)
        : breach;
  }

  private Effect effect(Breach breach) {
    return decisions
        .column(
            "watch-triggers",
            "effect",
            String.class,
            Map.of("cause", breach.cause(), "severity", breach.severity()))
        .stream()
        .findFirst()
        .map(Effect::valueOf)
        .orElse(Effect.INCIDENT);
  }
}
