package io.pilotage.registry;

import io.pilotage.audit.Ledger;
import io.pilotage.simulated.Database;
import io.pilotage.simulated.Memory;
import io.pilotage.simulated.Storage;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;

/** The registry of a simulation: the product's own, over tables in memory or in a database. */
public final class SimulatedRegistry {

  private SimulatedRegistry() {}

  public static Models models(
      Storage storage, Ledger ledger, ApplicationEventPublisher events, Clock clock) {
    var table = storage instanceof Memory memory
        ? new InMemory(memory)
        : new VersionTable(((Database) storage).client());
    return new Models(table, model -> Optional.empty(), ledger, events, clock);
  }

  private record Row(ModelVersion version, Approval approval, Instant movedAt) {

    Row moved(VersionState to, Instant at) {
      return new Row(
          new ModelVersion(
              version.model(),
              version.version(),
              version.initiative(),
              to,
              version.artifact(),
              version.registeredAt()),
          approval,
          at);
    }
  }

  private static final class InMemory extends VersionTable {

    private static final Comparator<ModelVersion> NEWEST_FIRST = Comparator.comparing(
            ModelVersion::registeredAt)
        .thenComparing(ModelVersion::version)
        .reversed();

    private final Memory.Table<String, Row> rows;

    InMemory(Memory memory) {
      super(null);
      this.rows = memory.table();
    }

    @Override
    void add(ModelVersion version, String by) {
      rows.put(
          key(version.model(), version.version()), new Row(version, null, version.registeredAt()));
    }

    @Override
    boolean approve(ModelVersion version, String by, Instant now) {
      var key = key(version.model(), version.version());
      var row = rows.find(key)
          .filter(known ->
              known.approval() == null && known.version().state() == VersionState.REGISTERED);
      row.ifPresent(known -> rows.put(
          key,
          new Row(known.moved(VersionState.APPROVED, now).version(), new Approval(by, now), now)));
      return row.isPresent();
    }

    @Override
    boolean move(String model, String version, VersionState to, Instant now) {
      var row = rows.find(key(model, version)).filter(known -> known.version().state() != to);
      row.ifPresent(known -> rows.put(key(model, version), known.moved(to, now)));
      return row.isPresent();
    }

    @Override
    void retireOthers(String model, String version, Instant now) {
      of(model).stream()
          .filter(other -> !other.version().equals(version) && other.state() == VersionState.LIVE)
          .forEach(other -> move(model, other.version(), VersionState.RETIRED, now));
    }

    @Override
    void quarantine(String model, String version, String reason, Instant now) {
      rows.find(key(model, version))
          .ifPresent(
              known -> rows.put(key(model, version), known.moved(VersionState.QUARANTINED, now)));
    }

    @Override
    Optional<Approval> approval(String model, String version) {
      return rows.find(key(model, version))
          .filter(known -> known.version().state() != VersionState.QUARANTINED)
          .map(Row::approval);
    }

    @Override
    Optional<ModelVersion> find(String model, String version) {
      return rows.find(key(model, version)).map(Row::version);
    }

    @Override
    List<ModelVersion> of(String model) {
      return rows.rows().stream()
          .map(Row::version)
          .filter(version -> version.model().equals(model))
          .sorted(NEWEST_FIRST)
          .toList();
    }

    @Override
    List<ModelVersion> all() {
      return rows.rows().stream()
          .map(Row::version)
          .sorted(Comparator.comparing(ModelVersion::model).thenComparing(NEWEST_FIRST))
          .toList();
    }

    private static String key(String model, String version) {
      return model + " " + version;
    }
  }
}
