package io.pilotage.operations;

import io.pilotage.registry.Models;
import io.pilotage.rollout.RollbackTarget;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is done about an incident at once, in the name of the person who decided it. */
@Service
public class IncidentResponse {

  private final Incidents incidents;
  private final Retrainings retrainings;
  private final Rollouts rollouts;
  private final Routes routes;
  private final Models models;

  IncidentResponse(Incidents incidents, Retrainings retrainings, Rollouts rollouts, Routes routes, Models models) {
    this.incidents = incidents;
    this.retrainings = retrainings;
    this.rollouts = rollouts;
    this.routes = routes;
    this.models = models;
  }

  /** Moves traffic to the next safer place: a candidate one stage back, else the version before, else the fallback. Safe to repeat. */
  @Transactional
  public void rollBack(long id) {
    var incident = incidents.get(id);
    var reason = "Incident " + id + ": " + incident.finding();
    if (routes.history(incident.model()).stream().anyMatch(change -> change.reason().equals(reason))) return;
    var route = routes.get(incident.model());
    if (route.share() > 0) rollouts.stepBack(route.model(), reason, incident.decidedBy());
    else if (!route.onFallback()) rollouts.rollBack(route.model(), saferThan(route), reason, incident.decidedBy());
  }

  /** Opens a retraining for the same cause, unless one is open. */
  @Transactional
  public void callForRetraining(long id) {
    var incident = incidents.get(id);
    retrainings.open(new Breach(incident.model(), incident.initiative(), incident.version(), incident.cause(), incident.severity(),
        "Incident " + id + ": " + incident.finding()), incident.decidedBy());
  }

  private RollbackTarget saferThan(Route route) {
    return models.previous(route.model()).filter(version -> models.approved(route.model(), version.version())
        && !version.version().equals(route.stable())).isPresent() ? RollbackTarget.PREVIOUS_VERSION : RollbackTarget.FALLBACK;
  }
}
