package io.pilotage.monitoring.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.engine.Refusal;
import io.pilotage.monitoring.Agreements;
import io.pilotage.monitoring.intake.Batching;
import io.pilotage.monitoring.intake.Clockwork;
import io.pilotage.monitoring.intake.Intake;
import io.pilotage.monitoring.intake.Lines;
import io.pilotage.monitoring.intake.Micros;
import io.pilotage.monitoring.intake.Outcome;
import io.pilotage.monitoring.intake.OutcomeLine;
import io.pilotage.monitoring.intake.Prediction;
import io.pilotage.monitoring.intake.PredictionLine;
import io.pilotage.monitoring.intake.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Every prediction and every outcome, kept in one DuckDB file. What is accepted is on disk before
 * it is answered, and counts once however often it is sent. A request is named by its id: two
 * versions of a model that answered the same request share the id and its outcome; two models that
 * number their requests alike do not.
 */
@Service
public class PredictionLog implements DisposableBean {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> NAMED = new TypeReference<>() {};

  private final LogFile file;
  private final LogWriter writer;
  private final Intake intake;
  private final MonitoringProperties properties;
  private final Senders senders;
  private final Agreements agreements;
  private final Clock clock;
  private final Semaphore exporting = new Semaphore(1);

  PredictionLog(
      Optional<LogFile> file,
      MonitoringProperties properties,
      Senders senders,
      Agreements agreements,
      Clock clock) {
    this.file = file.orElse(null);
    this.writer = file.map(
            log -> new LogWriter(log, clock, properties.oldest(), properties.largest()))
        .orElse(null);
    this.intake =
        new Intake(properties.largestBody().toBytes(), properties.inFlight().toBytes());
    this.properties = properties;
    this.senders = senders;
    this.agreements = agreements;
    this.clock = clock;
  }

  /**
   * Keeps the valid lines of newline-delimited JSON. Length is what the caller announced, or less
   * than zero.
   */
  Receipt predictions(InputStream ndjson, long length) throws IOException {
    refuseWithoutFile();
    return intake.admit(ndjson, length, body -> {
      var batch = new Batching<Prediction>(properties.largestBatch());
      var clockwork = clockwork();
      var known = senders.batch();
      Lines.walk(
          body.bytes(),
          body.length(),
          (number, start, end) -> batch.take(
              number,
              () -> known.checked(PredictionLine.read(body.bytes(), start, end, clockwork))));
      store(batch.good(), List.of());
      known.report();
      return batch.receipt();
    });
  }

  /**
   * Keeps the valid lines of newline-delimited JSON, before or after the predictions they belong
   * to. A line that names no model is refused where its id is known under two.
   */
  Receipt outcomes(InputStream ndjson, long length) throws IOException {
    refuseWithoutFile();
    return intake.admit(ndjson, length, body -> {
      var batch = new Batching<Outcome>(properties.largestBatch());
      var clockwork = clockwork();
      var known = senders.batch();
      Lines.walk(
          body.bytes(),
          body.length(),
          (number, start, end) -> batch.take(
              number, () -> known.checked(OutcomeLine.read(body.bytes(), start, end, clockwork))));
      var doubtful = store(List.of(), batch.good());
      batch.giveBack(outcome -> outcome.model() == null
          ? Optional.ofNullable(doubtful.get(outcome.id())).map(Owners::refusal)
          : Optional.empty());
      return batch.receipt();
    });
  }

  /**
   * Up to n predictions of the window drawn at random, the same ones each time it is asked; empty
   * where no log is kept.
   */
  public List<Sample> sample(String model, String version, int n, Instant from, Instant to) {
    if (file == null) return List.of();
    var sql =
        "select id, epoch_us(any_value(made_at)), any_value(label), any_value(features) from prediction"
            + " where model = ? and version = ? and made_at >= " + Micros.literal(from)
            + " and made_at < " + Micros.literal(to)
            + " and not failed group by id order by hash(id), id limit ?";
    try (var connection = file.connect();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, model);
      statement.setString(2, version);
      statement.setInt(3, n);
      var samples = new ArrayList<Sample>();
      try (var row = statement.executeQuery()) {
        while (row.next())
          samples.add(new Sample(
              row.getString(1),
              Micros.instant(row.getLong(2)),
              row.getString(3),
              named(row.getString(4))));
      }
      return samples;
    } catch (SQLException failure) {
      throw new NotReadable(failure);
    }
  }

  /**
   * The predictions of one model as a Parquet file, to be closed by the caller. One is written at a
   * time, so that whoever wants to have them all does not crowd out those who measure.
   */
  ParquetFile parquet(String model, Instant from, Instant to) throws IOException {
    refuseWithoutFile();
    Refusal.unless(from.isBefore(to), "from", "Let “from” lie before “to”.");
    Refusal.unless(
        exporting.tryAcquire(), "model", "Another export is being written. Ask again in a minute.");
    try (var connection = file.connect()) {
      return ParquetFile.of(
          connection, senders.known(model), Micros.literal(from), Micros.literal(to));
    } catch (SQLException failure) {
      throw new NotReadable(failure);
    } finally {
      exporting.release();
    }
  }

  /** What keeps the log from storing anything, if something does. */
  Optional<LogTrouble> trouble() {
    return Optional.ofNullable(writer).map(LogWriter::trouble);
  }

  /**
   * Keeps whether a person agrees with a prediction; asked again, the last answer of that person
   * counts.
   */
  @Transactional
  public void recordAgreement(
      String model, String version, String predictionId, boolean agrees, String by) {
    agreements.keep(
        model,
        version,
        Refusal.unlessGiven(predictionId, "id", "Please name the prediction."),
        agrees,
        by,
        clock.instant());
  }

  @Override
  public void destroy() throws InterruptedException {
    if (writer != null) writer.close();
  }

  private void refuseWithoutFile() {
    if (file == null) throw new NoLogKept();
  }

  private Clockwork clockwork() {
    return new Clockwork(clock, properties.oldest(), properties.newestAhead());
  }

  private Map<String, Owners> store(List<Prediction> predictions, List<Outcome> outcomes) {
    if (predictions.isEmpty() && outcomes.isEmpty()) return Map.of();
    try {
      return writer.store(predictions, outcomes).join();
    } catch (CompletionException failure) {
      throw new NotStored(failure.getCause());
    }
  }

  private static Map<String, Object> named(String json) {
    try {
      return json == null ? Map.of() : JSON.readValue(json, NAMED);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("The log holds features that are no JSON", impossible);
    }
  }
}
