package io.pilotage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("R85 The ledger is append-only and shows tampering")
class LedgerTest {

  private final HikariDataSource database = new HikariDataSource();
  private JdbcClient jdbc;
  private TransactionTemplate transaction;
  private Ledger ledger;

  @BeforeEach
  void open() {
    connect(database);
    Flyway.configure().dataSource(database).target("10").load().migrate();
    jdbc = JdbcClient.create(database);
    var transactions = new DataSourceTransactionManager(database);
    transaction = new TransactionTemplate(transactions);
    ledger = new Ledger(new LedgerTable(jdbc), transactions, Clock.systemUTC());
  }

  void connect(HikariDataSource pool) {
    pool.setJdbcUrl("jdbc:h2:mem:ledger-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsWhatWasRecorded() {
    ledger.record(
        "FRAUD-1",
        "pm",
        "initiative-started",
        "FRAUD-1",
        Map.of("title", "Fewer false alarms", "at", Instant.EPOCH, "share", 500));

    var entry = ledger.of("FRAUD-1", 10).get(0);
    assertThat(entry.number()).isOne();
    assertThat(entry.previousHash()).isEqualTo(Chain.BEGINNING);
    assertThat(entry.details())
        .isEqualTo(
            "{\"at\":\"1970-01-01T00:00:00Z\",\"share\":500,\"title\":\"Fewer false alarms\"}");
    assertThat(ledger.verify()).isEmpty();
  }

  @Test
  void recordsAnUnknownActorAsTheSystemAndTakesMissingValues() {
    ledger.record(null, null, "watch-ran", null, null);

    assertThat(ledger.latest(1)).singleElement().satisfies(entry -> {
      assertThat(entry.actor()).isEqualTo("system");
      assertThat(entry.details()).isEqualTo("{}");
    });
    assertThat(ledger.verify()).isEmpty();
  }

  @Test
  void anEntryExistsOnlyWithItsFact() {
    transaction.executeWithoutResult(status -> {
      ledger.record("A-1", "pm", "started", "A-1", Map.of());
      status.setRollbackOnly();
    });
    assertThat(ledger.latest(10)).isEmpty();

    transaction.executeWithoutResult(status -> {
      ledger.record("A-1", "pm", "started", "A-1", Map.of());
      assertThat(ledger.latest(10)).as("nothing is written before the commit").isEmpty();
    });
    assertThat(ledger.latest(10)).hasSize(1);
  }

  @Test
  void takesTheLockOnlyAtTheCommit() throws Exception {
    var recorded = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    var threads = Executors.newSingleThreadExecutor();
    var slow = threads.submit(() -> transaction.executeWithoutResult(status -> {
      ledger.record("SLOW-1", "pm", "started", "SLOW-1", Map.of());
      recorded.countDown();
      await(mayCommit);
    }));
    recorded.await();

    ledger.record("FAST-1", "operations", "rolled-back", "FAST-1", Map.of());

    assertThat(ledger.latest(10)).extracting(Entry::initiative).containsExactly("FAST-1");
    mayCommit.countDown();
    slow.get(10, TimeUnit.SECONDS);
    assertThat(ledger.latest(10)).extracting(Entry::initiative).containsExactly("SLOW-1", "FAST-1");
    assertThat(ledger.verify()).isEmpty();
    threads.shutdown();
  }

  @Test
  void keepsAnEntryRecordedWhileTheTransactionCommits() {
    transaction.executeWithoutResult(status -> {
      TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
        @Override
        public void beforeCommit(boolean readOnly) {
          ledger.record("A-1", "pm", "second", "A-1", Map.of());
        }

        @Override
        public int getOrder() {
          return LOWEST_PRECEDENCE;
        }
      });
      ledger.record("A-1", "pm", "first", "A-1", Map.of());
    });

    assertThat(ledger.latest(10))
        .extracting(Entry::action)
        .containsExactlyInAnyOrder("first", "second");
    assertThat(ledger.verify()).isEmpty();
  }

  @Test
  void keepsInnerAndOuterTransactionsApart() {
    var inner = new TransactionTemplate(transaction.getTransactionManager());
    inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

    transaction.executeWithoutResult(outer -> {
      ledger.record("OUTER-1", "pm", "started", "OUTER-1", Map.of());
      inner.executeWithoutResult(
          status -> ledger.record("INNER-1", "pm", "started", "INNER-1", Map.of()));
      outer.setRollbackOnly();
    });

    assertThat(ledger.latest(10)).extracting(Entry::initiative).containsExactly("INNER-1");
    assertThat(ledger.verify()).isEmpty();
  }

  @Test
  void hasNoGapsWithManyWriters() throws Exception {
    var threads = Executors.newFixedThreadPool(6);
    var work = new ArrayList<java.util.concurrent.Future<?>>();
    for (int writer = 0; writer < 6; writer++) {
      var name = "W-" + writer;
      work.add(threads.submit(() -> {
        for (int i = 0; i < 25; i++) {
          var failing = i % 5 == 0;
          transaction.executeWithoutResult(status -> {
            ledger.record(name, "pm", "wrote", name, Map.of());
            if (failing) status.setRollbackOnly();
          });
        }
      }));
    }
    for (var one : work) one.get(60, TimeUnit.SECONDS);
    threads.shutdown();

    assertThat(ledger.latest(1).get(0).number()).isEqualTo(120);
    assertThat(ledger.verify()).isEmpty();
  }

  @Test
  void findsAChangedEntry() {
    write(5);

    jdbc.sql("update ledger_entry set details = '{\"n\":99}' where entry_number = 3")
        .update();

    assertThat(ledger.verify()).get().extracting(Broken::number).isEqualTo(3L);
  }

  @Test
  void findsAnEntryChangedTogetherWithItsHash() {
    write(5);

    var third = ledger.latest(5).get(2);
    var forged = Chain.seal(
        3,
        third.previousHash(),
        new Fact(
            third.at(),
            third.initiative(),
            "somebody",
            third.action(),
            third.subject(),
            third.details()));
    jdbc.sql("update ledger_entry set actor = 'somebody', hash = ? where entry_number = 3")
        .param(forged.hash())
        .update();

    assertThat(ledger.verify()).get().extracting(Broken::number).isEqualTo(4L);
  }

  @Test
  void findsAMissingEntryInTheMiddleAndAtTheEnd() {
    write(5);

    jdbc.sql("delete from ledger_entry where entry_number = 5").update();
    assertThat(ledger.verify()).get().extracting(Broken::number).isEqualTo(5L);

    jdbc.sql("delete from ledger_entry where entry_number = 2").update();
    assertThat(ledger.verify()).get().extracting(Broken::number).isEqualTo(2L);
  }

  @Test
  void findsAnEntryThatWasPutIn() {
    write(2);

    jdbc.sql(
            "insert into ledger_entry select 3, recorded_at, initiative, actor, action_name, subject, "
                + "details, hash, hash from ledger_entry where entry_number = 2")
        .update();

    assertThat(ledger.verify()).get().extracting(Broken::number).isEqualTo(3L);
  }

  private void write(int entries) {
    for (int i = 1; i <= entries; i++) ledger.record("A-1", "pm", "wrote", "A-1", Map.of("n", i));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) throw new IllegalStateException("Waited too long.");
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
