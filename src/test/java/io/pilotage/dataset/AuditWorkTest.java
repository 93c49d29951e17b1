package io.pilotage.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.engine.Processes;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("an audit is measured once, by one server, and holds nothing of others meanwhile")
class AuditWorkTest extends WebTest {

  private static final Duration LEASE = Duration.ofMinutes(1);

  @Autowired
  Initiatives initiatives;

  @Autowired
  AuditTable table;

  @Autowired
  Ledger ledger;

  @Autowired
  People people;

  @Autowired
  Processes processes;

  @Autowired
  TransactionTemplate transaction;

  @Autowired
  DataSource database;

  @TempDir
  Path home;

  private String key;
  private Bench bench;

  @BeforeEach
  void register() {
    key = initiatives.register("Sort complaints faster", null, "pm").key();
    bench = new Bench(home);
  }

  @Test
  @Timeout(120)
  @DisplayName(
      "R30 data that takes longer than a lease is fetched and measured once, and no connection waits")
  void measuresOnceHoweverLongItTakes() throws Exception {
    var machine = Executors.newSingleThreadExecutor();
    try (var host = new SlowHost(20)) {
      bench = new Bench(home, host.host());
      var one = new Server();
      var other = new Server();
      one.audits.ask(key, Bench.plain(host.address()));
      assertThat(host.asked).as("nobody is asked while a form is completed").hasValue(0);
      assertThat(work().doing()).isEqualTo("It waits for its turn.");

      var measured = machine.submit(() -> one.audits.profile(key));
      host.begun.await();
      until(() -> pool().getHikariPoolMXBean().getActiveConnections() == 0);
      for (int i = 0; i < 3; i++) {
        clock.pass(LEASE.multipliedBy(2).dividedBy(3));
        one.auditor.renew();
        assertThat(other.audits.waiting()).doesNotContain(key);
        assertThat(other.audits.profile(key)).isFalse();
      }
      until(() -> {
        one.auditor.renew();
        return work().doing().endsWith(" MB fetched.");
      });
      host.sendTheRest();

      assertThat(measured.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(host.asked).hasValue(1);
      assertThat(work().tries()).isOne();
      assertThat(table.newest(key).orElseThrow().request().location())
          .isEqualTo(key + "/train.csv");
    } finally {
      machine.shutdownNow();
    }
    assertThat(ledger.of(key, 20))
        .extracting(Entry::action)
        .containsOnlyOnce("data-audit-asked", "data-fetched", "data-profiled");
  }

  @Test
  @DisplayName(
      "an audit of a server that is gone is taken over when its lease has run out, and what it still "
          + "says counts for nothing")
  void takesOverFromWhoIsGone() throws IOException {
    var server = new Server();
    server.audits.ask(key, Bench.plain(loans()));
    var id = table.newest(key).orElseThrow().id();
    assertThat(table.take(id, "gone", clock.instant(), clock.instant().plus(LEASE)))
        .isTrue();
    assertThat(server.audits.profile(key)).isFalse();
    assertThat(server.audits.waiting()).doesNotContain(key);

    clock.pass(LEASE.plusSeconds(1));
    assertThat(server.audits.waiting()).contains(key);
    assertThat(server.audits.profile(key)).isTrue();

    assertThat(work().tries()).isEqualTo(2);
    assertThat(table.unreadable(id, "gone", "late", clock.instant())).isFalse();
    assertThat(table.renew(id, "gone", clock.instant(), 50, 1, null)).isFalse();
    assertThat(table.newest(key).orElseThrow().problem()).isNull();
  }

  @Test
  @Timeout(120)
  @DisplayName("a server that is stopped in the middle has found out nothing; another begins anew")
  void leavesItToOthersWhenItIsStopped() throws Exception {
    var machine = Executors.newSingleThreadExecutor();
    try (var host = new SlowHost(20)) {
      bench = new Bench(home, host.host());
      var stopped = new Server();
      stopped.audits.ask(key, Bench.plain(host.address()));
      var unused = machine.submit(() -> stopped.audits.profile(key));
      host.begun.await();

      machine.shutdownNow();

      assertThat(machine.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      assertThat(work().state()).isEqualTo(AuditState.RUNNING);
      host.sendTheRest();
      clock.pass(LEASE.plusSeconds(1));
      assertThat(new Server().audits.profile(key)).isTrue();
      assertThat(work().tries()).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("data that takes its server with it three times goes back to people")
  void givesUpInTheEnd() throws IOException {
    var server = new Server();
    server.audits.ask(key, Bench.plain(loans()));
    var id = table.newest(key).orElseThrow().id();
    for (int i = 0; i < 3; i++) {
      assertThat(table.take(id, "gone-" + i, clock.instant(), clock.instant().plus(LEASE)))
          .isTrue();
      clock.pass(LEASE.plusSeconds(1));
    }

    assertThat(server.audits.profile(key)).isFalse();

    assertThat(work().state()).isEqualTo(AuditState.FAILED);
    assertThat(table.newest(key).orElseThrow().problem()).contains("failed 3 times");
    assertThat(server.audits.waiting()).doesNotContain(key);
  }

  @Test
  void measuresOnlyWhatWasAskedLast() throws IOException {
    var server = new Server();
    server.audits.ask(key, Bench.plain(loans()));
    var first = table.newest(key).orElseThrow().id();
    table.take(first, "first", clock.instant(), clock.instant().plus(LEASE));

    server.audits.ask(key, Bench.plain(loans()));

    assertThat(table.renew(first, "first", clock.instant(), 50, 1, null)).isFalse();
    assertThat(server.audits.waiting()).containsOnlyOnce(key);
    assertThat(server.audits.profile(key)).isTrue();
    assertThat(server.audits.waiting()).doesNotContain(key);
  }

  @Test
  @Timeout(120)
  @DisplayName("R30 data that was fetched waits for a bench, however long others take theirs")
  void waitsForABenchWithWhatWasFetched() throws Exception {
    var parquet =
        Files.readAllBytes(bench.parquet(ManyLoans.write(bench.folder.resolve("loans.csv"), 50)));
    var host = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    host.createContext("/loans.parquet", exchange -> {
      exchange.sendResponseHeaders(200, parquet.length);
      exchange.getResponseBody().write(parquet);
      exchange.close();
    });
    host.start();
    var name = "127.0.0.1:" + host.getAddress().getPort();
    bench = Bench.hasty(home, name);
    var other = TableFile.look(bench.folder.resolve("loans.csv"));
    var taken = new CountDownLatch(2);
    var free = new CountDownLatch(1);
    var machine = Executors.newCachedThreadPool();
    try {
      for (int seat = 0; seat < 2; seat++)
        machine.execute(() -> bench.benches.inTurn(
            at -> {
              taken.countDown();
              return await(free);
            },
            other));
      taken.await();
      var server = new Server();
      server.audits.ask(key, Bench.plain("http://" + name + "/loans.parquet"));

      var measured = machine.submit(() -> server.audits.profile(key));
      until(() -> measured.isDone() || bench.benches.free.hasQueuedThreads());
      free.countDown();

      assertThat(measured.get(60, TimeUnit.SECONDS))
          .as(() -> table.newest(key).orElseThrow().problem())
          .isTrue();
      assertThat(table.newest(key).orElseThrow().profile().rows()).isEqualTo(50);
    } finally {
      free.countDown();
      machine.shutdownNow();
      host.stop(0);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(100, TimeUnit.SECONDS);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String loans() throws IOException {
    return ManyLoans.write(bench.folder.resolve("loans.csv"), 50).getFileName().toString();
  }

  private AuditWork work() {
    return table.newest(key).orElseThrow().work();
  }

  private HikariDataSource pool() {
    try {
      return database.unwrap(HikariDataSource.class);
    } catch (java.sql.SQLException other) {
      throw new AssertionError(other);
    }
  }

  private static void until(BooleanSupplier seen) {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!seen.getAsBoolean()) {
      assertThat(System.nanoTime()).as("never seen").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** One of several servers on the same database and the same data folder. */
  private final class Server {

    private final Auditor auditor = new Auditor(
        table,
        bench.files,
        bench.profiler,
        bench.properties,
        processes,
        ledger,
        people,
        transaction,
        clock);
    private final Audits audits =
        new Audits(table, bench.files, bench.profiler, auditor, ledger, people, clock);
  }
}
