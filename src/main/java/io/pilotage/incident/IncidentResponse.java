package io.pilotage.incident;

import io.pilotage.audit.Ledger;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.Rollouts;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is done about an incident at once, in the name of the person who decided it. */
@Service
public class IncidentResponse {

  private final Incidents incidents;
  private final Retrainings retrainings;
  private final Rollouts rollouts;
  private final Ledger ledger;

  IncidentResponse(Incidents incidents, Retrainings retrainings, Rollouts rollouts, Ledger ledger) {
    this.incidents = incidents;
    this.retrainings = retrainings;
    this.rollouts = rollouts;
    this.ledger = ledger;
  }

  /**
   * Moves traffic to the next safer place, which the rollout knows; where it has gone there
   * meanwhile, that is kept. Safe to repeat.
   */
  @Transactional
  public void rollBack(long id) {
    var incident = incidents.get(id);
    var reason = "Incident " + id + ": " + incident.answer().finding();
    if (rollouts.rollbacks(incident.model()).stream()
        .anyMatch(way -> way.reason().equals(reason))) return;
    var place = rollouts.rollBackAfterIncident(
        incident.model(), incident.version(), reason, incident.answer().by());
    if (!place.exists())
      ledger.record(
          incident.initiative(),
          "system",
          "rollback-not-needed",
          incident.model(),
          Map.of("incident", id, "why", place.means()));
  }

  /** Opens a retraining for the same cause; one of the model that is open takes it on. */
  @Transactional
  public void callForRetraining(long id) {
    var incident = incidents.get(id);
    retrainings.open(
        new Breach(
            incident.model(),
            incident.initiative(),
            incident.version(),
            incident.cause(),
            incident.severity(),
            "Incident " + id + ": " + incident.answer().finding()),
        incident.answer().by());
  }
}
