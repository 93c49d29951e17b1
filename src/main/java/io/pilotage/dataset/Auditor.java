package io.pilotage.dataset;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Processes;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fetches and measures data outside of every transaction, so that neither a connection nor a job of
 * the engine is held meanwhile. What was found, and the message to the process that waits for it,
 * are one transaction; who has lost the lease by then has found it for nobody.
 */
@Component
class Auditor {

  private static final String MESSAGE = "data-profiled";
  // A try that took its server with it has told nobody, so it is counted when it begins.
  private static final int MOST_TRIES = 3;

  private final AuditTable table;
  private final DataFiles files;
  private final Profiler profiler;
  private final DatasetProperties properties;
  private final Processes processes;
  private final Ledger ledger;
  private final People people;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<Long, Run> running = new ConcurrentHashMap<>();

  Auditor(
      AuditTable table,
      DataFiles files,
      Profiler profiler,
      DatasetProperties properties,
      Processes processes,
      Ledger ledger,
      People people,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.files = files;
    this.profiler = profiler;
    this.properties = properties;
    this.processes = processes;
    this.ledger = ledger;
    this.people = people;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Measures an audit unless somebody else does. A fault of the machine is thrown and leaves the
   * audit to whoever comes first when the lease has run out.
   */
  void measure(DataAudit audit) {
    var run = new Run(UUID.randomUUID().toString());
    if (!table.take(audit.id(), run.holder, clock.instant(), leased())) return;
    running.put(audit.id(), run);
    try {
      Refusal.unless(
          audit.work().tries() < MOST_TRIES,
          TableFile.FIELD,
          "The machine failed " + MOST_TRIES
              + " times while it measured this data; its log says why."
              + " Tell the administrator, or give a smaller sample.");
      var request = fetched(audit, run);
      var file = files.resolve(request.location());
      run.opens(file.toFile().length());
      keep(audit, request.location(), run, profiler.profile(file, request, run::reached));
    } catch (Refusal unreadable) {
      // A server that is being stopped has found out nothing about the data.
      if (Thread.currentThread().isInterrupted()) throw unreadable;
      keep(audit, run, unreadable.getMessage());
    } finally {
      running.remove(audit.id());
    }
  }

  /** Renews the leases of all that is measured here, and tells how far it is. */
  void renew() {
    running.forEach((audit, run) -> {
      if (!table.renew(audit, run.holder, leased(), run.percent, run.done(), run.all))
        run.lost = true;
    });
  }

  private Instant leased() {
    return clock.instant().plus(properties.auditLease());
  }

  /** The order for data that lies here: what was fetched once is not fetched again. */
  private AuditRequest fetched(DataAudit audit, Run run) {
    var given = audit.request();
    if (files.here(given.location()).isPresent()) return given;
    var location = files.fetch(audit.initiative(), given.location(), run::arrived);
    var request = given.at(location);
    try {
      request.refuseOthersThan(profiler.columnsInTurn(files.resolve(location)));
      run.lost = !told(
          () -> table.fetched(audit.id(), run.holder, request),
          () -> record(audit, "data-fetched", location, Map.of("source", given.location())));
      run.reached(9);
      return request;
    } catch (RuntimeException refused) {
      files.discard(location, given.location());
      throw refused;
    }
  }

  private void keep(DataAudit audit, String location, Run run, Profile found) {
    told(() -> table.profiled(audit.id(), run.holder, found, clock.instant()), () -> {
      record(
          audit,
          "data-profiled",
          location,
          Map.of(
              "rows",
              found.rows(),
              "digest",
              found.digest(),
              "warnings",
              found.warnings().size()));
      processes.signal(MESSAGE, audit.initiative(), Map.of("dataReadable", true));
    });
  }

  private void keep(DataAudit audit, Run run, String problem) {
    told(() -> table.unreadable(audit.id(), run.holder, problem, clock.instant()), () -> {
      record(
          audit, "data-found-unreadable", audit.request().location(), Map.of("problem", problem));
      processes.signal(MESSAGE, audit.initiative(), Map.of("dataReadable", false));
    });
  }

  /** Writes, and tells whom it concerns only if the audit was still ours to write about. */
  private boolean told(BooleanSupplier written, Runnable telling) {
    return Boolean.TRUE.equals(transaction.execute(open -> {
      if (!written.getAsBoolean()) return false;
      telling.run();
      return true;
    }));
  }

  private void record(DataAudit audit, String action, String subject, Map<String, Object> facts) {
    ledger.record(audit.initiative(), people.currentOrSystem(), action, subject, facts);
  }

  /** One try, and how far it is; told by the thread that works, read by the one that renews. */
  private static final class Run {

    private final String holder;
    private volatile int percent;
    private volatile long arrived;
    private volatile Long all;
    private volatile boolean lost;

    private Run(String holder) {
      this.holder = holder;
    }

    private void arrived(long bytes, long of) {
      arrived = bytes;
      all = of < 0 ? null : of;
      reached(of > 0 ? (int) (9 * bytes / of) : 0);
    }

    private void opens(long size) {
      all = size;
    }

    private void reached(int now) {
      if (lost) throw new IllegalStateException("Another server measures this data by now.");
      percent = now;
    }

    /** Bytes fetched, then bytes read: of the whole file while its rows are read. */
    private long done() {
      if (percent < 10) return arrived;
      var size = all;
      if (size == null) return 0;
      return percent < 45 ? size * (percent - 10) / 35 : size;
    }
  }
}
