package io.pilotage.incident;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Processes;
import io.pilotage.identity.People;
import io.pilotage.incident.Incident.Answer;
import io.pilotage.incident.Incident.Report;
import io.pilotage.notification.Notices;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retrainings;
import io.pilotage.rollout.Rollouts;
import io.pilotage.simulated.Database;
import io.pilotage.simulated.Memory;
import io.pilotage.simulated.StandIn;
import io.pilotage.simulated.Storage;
import io.pilotage.traffic.Routes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The incidents of a simulation, opened, answered by people of operations and carried out: the
 * product's own, over tables in memory or in a database.
 */
public final class SimulatedIncidents {

  private final Incidents incidents;
  private final IncidentResponse response;

  public SimulatedIncidents(
      Storage storage,
      Rollouts rollouts,
      Routes routes,
      Retrainings retrainings,
      Processes processes,
      Clock clock) {
    var table = storage instanceof Memory memory
        ? new InMemory(memory)
        : new IncidentTable(((Database) storage).client());
    var ledger = StandIn.of(Ledger.class, Map.of());
    incidents = StandIn.transactional(
        new Incidents(
            table,
            routes,
            rollouts,
            processes,
            StandIn.of(Notices.class, Map.of()),
            ledger,
            StandIn.of(People.class, Map.of("currentOrSystem", arguments -> "operator")),
            clock),
        storage.transactions());
    response = StandIn.transactional(
        new IncidentResponse(incidents, retrainings, rollouts, ledger), storage.transactions());
  }

  /** The number of the new incident; nothing when the same is open. */
  public Optional<Long> open(Breach breach) {
    return incidents.open(breach, Effect.INCIDENT, "watch").map(Incident::id);
  }

  /** The version it is about; nothing when nobody knows. */
  public Optional<String> version(long id) {
    return Optional.ofNullable(incidents.get(id).version());
  }

  public void answer(long id, IncidentAction action) {
    incidents.investigated(id, IncidentKind.MODEL_FAILURE, "simulated", action);
  }

  /** The step of its process that moves the traffic. */
  public void rollBack(long id) {
    response.rollBack(id);
  }

  /** The step of its process that calls for a retraining. */
  public void callForRetraining(long id) {
    response.callForRetraining(id);
  }

  public void close(long id) {
    incidents.reviewed(id, "simulated");
  }

  private static final class InMemory extends IncidentTable {

    private final Memory.Table<Long, Incident> rows;

    private InMemory(Memory memory) {
      super(null);
      this.rows = memory.table();
    }

    @Override
    Optional<Long> add(Breach breach, Effect effect, String by, Instant now) {
      if (bySlot(breach.slot()).isPresent()) return Optional.empty();
      var id = rows.number();
      rows.put(
          id,
          new Incident(
              id,
              breach.initiative(),
              breach.model(),
              breach.version(),
              new Report(effect, breach.cause(), breach.severity(), breach.why(), now, by),
              new Answer(null, null, null, null, null),
              null,
              null));
      return Optional.of(id);
    }

    @Override
    Optional<Incident> bySlot(String slot) {
      return rows.rows().stream()
          .filter(incident ->
              incident.open() && Breach.slot(incident.model(), incident.cause()).equals(slot))
          .findFirst();
    }

    @Override
    Optional<Incident> find(long id) {
      return rows.find(id);
    }

    @Override
    void decide(
        long id, IncidentKind kind, String finding, IncidentAction action, String by, Instant now) {
      var old = find(id).orElseThrow();
      rows.put(
          id,
          new Incident(
              id,
              old.initiative(),
              old.model(),
              old.version(),
              old.report(),
              new Answer(kind, finding, action, by, now),
              old.lesson(),
              old.closedAt()));
    }

    @Override
    void close(long id, String lesson, String by, Instant now) {
      var old = find(id).orElseThrow();
      rows.put(
          id,
          new Incident(
              id,
              old.initiative(),
              old.model(),
              old.version(),
              old.report(),
              old.answer(),
              lesson,
              now));
    }
  }
}
