package io.pilotage.retraining;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Processes;
import io.pilotage.identity.People;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.retraining.Retraining.Call;
import io.pilotage.retraining.Retraining.Decision;
import io.pilotage.retraining.Retraining.Training;
import io.pilotage.retraining.Retraining.Validation;
import io.pilotage.rollout.Rollouts;
import io.pilotage.simulated.Database;
import io.pilotage.simulated.Memory;
import io.pilotage.simulated.StandIn;
import io.pilotage.simulated.Storage;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The retrainings of a simulation: the product's own, over tables in memory or in a database. */
public final class SimulatedRetrainings {

  private SimulatedRetrainings() {}

  /** @param forEachCause whether each cause opens a retraining of its own */
  public static Retrainings retrainings(
      Storage storage,
      Models models,
      Rollouts rollouts,
      Processes processes,
      Clock clock,
      boolean forEachCause) {
    var table = storage instanceof Memory memory
        ? new InMemory(memory, forEachCause)
        : new RetrainingTable(((Database) storage).client());
    return StandIn.transactional(
        new Retrainings(
            table,
            models,
            rollouts,
            processes,
            StandIn.of(Notices.class, Map.of()),
            StandIn.of(Ledger.class, Map.of()),
            StandIn.of(People.class, Map.of("currentOrSystem", arguments -> "person")),
            null,
            clock),
        storage.transactions());
  }

  private static final class InMemory extends RetrainingTable {

    private final Memory.Table<Long, Retraining> rows;
    private final Memory.Table<String, Boolean> causes;
    private final boolean forEachCause;

    private InMemory(Memory memory, boolean forEachCause) {
      super(null);
      this.rows = memory.table();
      this.causes = memory.table();
      this.forEachCause = forEachCause;
    }

    @Override
    Optional<Long> add(Breach breach, String by, Instant now) {
      if (openOf(breach.model())
          .filter(open -> !forEachCause || open.cause().equals(breach.cause()))
          .isPresent()) return Optional.empty();
      var id = rows.number();
      rows.put(
          id,
          new Retraining(
              id,
              breach.initiative(),
              breach.model(),
              new Call(breach.version(), breach.cause(), breach.why(), now, by),
              new Decision(null, null, null),
              new Training(null, null, null, null),
              new Validation(null, null, null),
              null,
              null));
      return Optional.of(id);
    }

    @Override
    Optional<Retraining> openOf(String model) {
      return newestFirst().stream()
          .filter(retraining -> retraining.open() && retraining.model().equals(model))
          .findFirst();
    }

    @Override
    boolean join(long id, Breach breach, String by, Instant now) {
      var key = id + " " + breach.cause();
      if (causes.find(key).isPresent() || find(id).orElseThrow().cause().equals(breach.cause()))
        return false;
      causes.put(key, true);
      return true;
    }

    @Override
    List<Joined> joined(long id) {
      return List.of();
    }

    @Override
    Optional<Retraining> find(long id) {
      return rows.find(id);
    }

    @Override
    List<Retraining> of(String initiative) {
      return newestFirst();
    }

    @Override
    void decide(long id, boolean wanted, String decision, String by, Instant now) {
      change(
          id,
          old -> new Retraining(
              id,
              old.initiative(),
              old.model(),
              old.call(),
              new Decision(wanted, decision, by),
              old.training(),
              old.validation(),
              old.outcome(),
              old.closedAt()));
    }

    @Override
    void trained(long id, String version, String artifact, Double accuracy, Integer rowsLeftOut) {
      change(
          id,
          old -> new Retraining(
              id,
              old.initiative(),
              old.model(),
              old.call(),
              old.decision(),
              new Training(version, artifact, accuracy, rowsLeftOut),
              old.validation(),
              old.outcome(),
              old.closedAt()));
    }

    @Override
    Optional<Long> broughtBy(String model, String version) {
      return newestFirst().stream()
          .filter(retraining -> version.equals(retraining.version()))
          .map(Retraining::id)
          .findFirst();
    }

    @Override
    void validate(long id, boolean accepted, double accuracy, String note, String by) {
      change(
          id,
          old -> new Retraining(
              id,
              old.initiative(),
              old.model(),
              old.call(),
              old.decision(),
              old.training(),
              new Validation(accepted, accuracy, note),
              old.outcome(),
              old.closedAt()));
    }

    @Override
    void close(long id, String outcome, Instant now) {
      if (find(id).filter(Retraining::open).isEmpty()) return;
      change(
          id,
          old -> new Retraining(
              id,
              old.initiative(),
              old.model(),
              old.call(),
              old.decision(),
              old.training(),
              old.validation(),
              outcome,
              now));
    }

    private void change(long id, UnaryOperator<Retraining> how) {
      rows.put(id, how.apply(find(id).orElseThrow()));
    }

    private List<Retraining> newestFirst() {
      return rows.rows().stream()
          .sorted(Comparator.comparing(Retraining::id).reversed())
          .toList();
    }
  }
}
