package io.pilotage.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.monitoring.intake.Answer;
import io.pilotage.monitoring.intake.Micros;
import io.pilotage.monitoring.intake.Outcome;
import io.pilotage.monitoring.intake.Prediction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@DisplayName("R70 whose an outcome is that names no model is looked for beside the writing")
class OwnersTest {

  private final HeldFile file = new HeldFile();
  private final LogWriter writer = new LogWriter(
      file,
      Clock.fixed(TestLog.NOW, ZoneOffset.UTC),
      Duration.ofDays(400),
      DataSize.ofGigabytes(1));

  @BeforeEach
  void twoModels() {
    writer.store(List.of(of("churn", "a"), of("fraud", "b")), List.of()).join();
    // Stored when the writer has looked after what lay there before.
    writer.store(List.of(), List.of()).join();
  }

  @AfterEach
  void close() throws Exception {
    file.free.countDown();
    writer.close();
    file.close();
  }

  @Test
  @Timeout(60)
  void predictionsAreStoredMeanwhile() throws Exception {
    file.hold("prediction-log-owners");

    var told = writer.store(List.of(), List.of(outcome("a")));
    file.waits.await();
    writer.store(List.of(of("churn", "c")), List.of()).join();

    assertThat(told).isNotDone();
    file.free.countDown();
    assertThat(told.join()).isEmpty();
    assertThat(models()).containsExactly("churn");
  }

  @Test
  @Timeout(60)
  @DisplayName("R70 an id that another model used meanwhile is in doubt")
  void looksAtWhatCameMeanwhile() throws Exception {
    file.hold("prediction-log");
    var first = writer.store(List.of(of("churn", "c")), List.of());
    file.waits.await();

    var rival = writer.store(List.of(of("fraud", "a")), List.of());
    var told = writer.store(List.of(), List.of(outcome("a"), outcome("b"), outcome("none")));
    while (writer.waiting.size() < 2) Thread.onSpinWait();
    file.free.countDown();

    CompletableFuture.allOf(first, rival).join();
    assertThat(told.join().keySet()).containsExactly("a");
    assertThat(models()).containsExactly("fraud", null);
  }

  /** Of the outcomes, in the order stored. */
  private List<String> models() throws SQLException {
    var models = new ArrayList<String>();
    try (var connection = file.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select model from outcome order by seq")) {
      while (row.next()) models.add(row.getString(1));
    }
    return models;
  }

  private static Prediction of(String model, String id) {
    return new Prediction(
        id,
        model,
        "v1",
        Micros.of(TestLog.NOW),
        new Answer("1", 1.0, "1"),
        null,
        null,
        null,
        new Prediction.Service(null, false, null, null));
  }

  private static Outcome outcome(String id) {
    return new Outcome(id, new Answer("1", 1.0, "1"), Micros.of(TestLog.NOW));
  }

  /** A log in which one thread waits for its connection as long as a test wants it to. */
  private static final class HeldFile extends LogFile {

    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private volatile String held;

    private HeldFile() {
      super(":memory:", 64);
    }

    private void hold(String thread) {
      held = thread;
    }

    @Override
    DuckDBConnection connect() throws SQLException {
      if (Thread.currentThread().getName().equals(held)) {
        waits.countDown();
        try {
          free.await();
        } catch (InterruptedException over) {
          throw new SQLException(over);
        }
      }
      return super.connect();
    }
  }
}
