package io.pilotage.watch;

import io.pilotage.incident.Incidents;
import io.pilotage.readiness.TestAlerts;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.simulated.Database;
import io.pilotage.simulated.Memory;
import io.pilotage.simulated.StandIn;
import io.pilotage.simulated.Storage;
import io.pilotage.traffic.Routes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** The intake of alerts in a simulation; what they open besides moving traffic is not simulated. */
public final class SimulatedAlerts {

  private final Alerts alerts;

  /** @param forgetful whether an alert told again is taken for a new one */
  public SimulatedAlerts(
      Storage storage,
      Rollouts rollouts,
      Routes routes,
      Models models,
      Clock clock,
      boolean forgetful) {
    var table = forgetful
        ? new Forgetful()
        : storage instanceof Memory memory
            ? new InMemory(memory)
            : new AlertTable(((Database) storage).client());
    this.alerts = StandIn.transactional(
        new Alerts(
            table,
            StandIn.of(Triggers.class, Map.of()),
            StandIn.of(Incidents.class, Map.of()),
            rollouts,
            routes,
            models,
            StandIn.of(TestAlerts.class, Map.of()),
            clock),
        storage.transactions());
  }

  /** An alert as it is told; the fingerprint is its name. */
  public record Told(
      String name,
      Instant startsAt,
      boolean firing,
      String model,
      String version,
      String severity) {}

  public void take(Told told) {
    alerts.take(
        new Alert(
            told.name(),
            told.startsAt(),
            told.firing(),
            told.name(),
            told.model(),
            told.version(),
            told.severity(),
            "simulated",
            false),
        "alertmanager");
  }

  private static final class InMemory extends AlertTable {

    private final Memory.Table<String, Boolean> firing;

    private InMemory(Memory memory) {
      super(null);
      this.firing = memory.table();
    }

    @Override
    boolean add(Alert alert, Instant now) {
      if (firing.find(key(alert)).isPresent()) return false;
      firing.put(key(alert), alert.firing());
      return true;
    }

    @Override
    boolean resolve(Alert alert, Instant now) {
      if (!firing.find(key(alert)).orElse(false)) return false;
      firing.put(key(alert), false);
      return true;
    }

    @Override
    void did(Alert alert, String effect) {
      firing.put(key(alert), true);
    }

    private static String key(Alert alert) {
      return alert.fingerprint() + " " + alert.startsAt();
    }
  }

  private static final class Forgetful extends AlertTable {

    private Forgetful() {
      super(null);
    }

    @Override
    boolean add(Alert alert, Instant now) {
      return true;
    }

    @Override
    boolean resolve(Alert alert, Instant now) {
      return true;
    }

    @Override
    void did(Alert alert, String effect) {}
  }
}
