package io.pilotage.monitoring.log;

import io.pilotage.monitoring.intake.Answer;
import io.pilotage.monitoring.intake.Micros;
import io.pilotage.monitoring.intake.Outcome;
import io.pilotage.monitoring.intake.Prediction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * The one thread that writes the prediction log. Batches that wait are stored together, one commit
 * for all, and each is answered only after that commit. How much may wait is bounded by whoever
 * submits.
 */
class LogWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final int BATCHES_PER_COMMIT = 64;
  private static final int OUTCOMES_AT_ONCE = 100_000;
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /**
   * What is stored together.
   *
   * @param owners of ids whose outcomes name no model, as far as they were looked for
   * @param lookedUpTo the last line of the log that was surely looked at for them
   */
  record Batch(
      List<Prediction> predictions,
      List<Outcome> outcomes,
      Map<String, Owners> owners,
      long lookedUpTo,
      CompletableFuture<Map<String, Owners>> stored) {

    Stream<String> namingNoModel() {
      return outcomes.stream().filter(outcome -> outcome.model() == null).map(Outcome::id);
    }

    Batch with(Map<String, Owners> found, long upTo) {
      return new Batch(predictions, outcomes, found, upTo, stored);
    }
  }

  private final LogFile file;
  private final Clock clock;
  private final Duration oldest;
  private final DataSize largest;
  private final LinkedBlockingQueue<Batch> toLookFor = new LinkedBlockingQueue<>();
  final LinkedBlockingQueue<Batch> waiting = new LinkedBlockingQueue<>();
  private final Thread looking = new Thread(this::look, "prediction-log-owners");
  private final Thread thread = new Thread(this::run, "prediction-log");
  private volatile boolean closing;
  private volatile LogTrouble trouble;
  private volatile long committed;
  private long seq;
  private Instant forgetAt = Instant.MIN;
  private Long ownedUpTo;

  LogWriter(LogFile file, Clock clock, Duration oldest, DataSize largest) {
    this.file = file;
    this.clock = clock;
    this.oldest = oldest;
    this.largest = largest;
    looking.setDaemon(true);
    looking.start();
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Done when the batch is on disk; failed when it is not. Answers the ids of more than one model
   * whose outcomes did not say which they are about: those were not stored.
   */
  CompletableFuture<Map<String, Owners>> store(
      List<Prediction> predictions, List<Outcome> outcomes) {
    var batch = new Batch(predictions, outcomes, Map.of(), 0, new CompletableFuture<>());
    if (closing)
      batch
          .stored()
          .completeExceptionally(new IllegalStateException("The prediction log is closing."));
    else if (file.ofSeveralModels() && batch.namingNoModel().findAny().isPresent())
      toLookFor.add(batch);
    else waiting.add(batch);
    return batch.stored().orTimeout(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    thread.join(TimeUnit.SECONDS.toMillis(20));
  }

  /**
   * Goes through the ids of the whole log for outcomes that name no model, before they wait to be
   * stored: predictions need not wait for that. The writer looks at what came since then.
   */
  private void look() {
    while (!closing || !toLookFor.isEmpty()) {
      var batches = next(toLookFor);
      if (batches.isEmpty()) continue;
      var upTo = committed;
      var owners = ownersAhead(batches);
      batches.forEach(
          batch -> waiting.add(owners.map(found -> batch.with(found, upTo)).orElse(batch)));
    }
  }

  /** Nothing when they cannot be read: the writer looks for itself then, and says what is wrong. */
  private Optional<Map<String, Owners>> ownersAhead(List<Batch> batches) {
    try (var connection = file.connect()) {
      return Optional.of(Owners.of(connection, inDoubt(batches), 0));
    } catch (SQLException | RuntimeException failure) {
      LOG.debug("Owners could not be looked for ahead", failure);
      return Optional.empty();
    }
  }

  private void run() {
    while (!closing || looking.isAlive() || !waiting.isEmpty()) {
      var batches = next(waiting);
      if (!batches.isEmpty()) write(batches);
      forgetTheOldest();
      giveOwners();
    }
  }

  private List<Batch> next(LinkedBlockingQueue<Batch> waiting) {
    var batches = new ArrayList<Batch>();
    try {
      var first = waiting.poll(200, TimeUnit.MILLISECONDS);
      if (first == null) return batches;
      batches.add(first);
      waiting.drainTo(batches, BATCHES_PER_COMMIT);
    } catch (InterruptedException stop) {
      closing = true;
    }
    return batches;
  }

  /**
   * What keeps the log from storing anything; null while nothing does. It ends with the next batch
   * that is stored.
   */
  LogTrouble trouble() {
    return trouble;
  }

  private void write(List<Batch> batches) {
    try {
      var doubtful = store(batches);
      if (trouble != null)
        LOG.info("The prediction log stores again; it did not since {}", trouble.since());
      trouble = null;
      batches.forEach(batch -> batch.stored().complete(doubtful));
    } catch (Throwable failure) {
      // Whatever it is, the senders must hear of it and the thread must go on.
      note(failure);
      file.letGoAfter(failure);
      batches.forEach(batch -> batch.stored().completeExceptionally(failure));
    }
  }

  private Map<String, Owners> store(List<Batch> batches) throws SQLException {
    try (var connection = file.connect();
        var statement = connection.createStatement()) {
      // An appender by itself commits piece by piece. With this, a batch is kept as a whole or not
      // at all.
      statement.execute("begin transaction");
      if (seq == 0) seq = lastSeq(connection);
      appendPredictions(connection, batches);
      var owners = owners(connection, batches);
      appendOutcomes(connection, batches, owners);
      statement.execute("commit");
      committed = seq;
      owners.values().removeIf(Owners::one);
      return owners;
    }
  }

  /** Said once: a log line for each refused batch would fill what is left of a full disk. */
  private void note(Throwable failure) {
    if (trouble == null) {
      trouble = new LogTrouble(clock.instant(), String.valueOf(failure.getMessage()));
      LOG.error(
          "{} Senders are told to send again. {}", trouble.sentence(), LogTrouble.REMEDY, failure);
    }
  }

  private void appendPredictions(DuckDBConnection connection, List<Batch> batches)
      throws SQLException {
    if (batches.stream().allMatch(batch -> batch.predictions().isEmpty())) return;
    try (var rows = connection.createAppender("prediction")) {
      for (var batch : batches) for (var prediction : batch.predictions()) append(rows, prediction);
    }
  }

  private void append(DuckDBAppender row, Prediction of) throws SQLException {
    file.has(of.model());
    row.beginRow()
        .append(++seq)
        .append(of.id())
        .append(of.model())
        .append(of.version())
        .appendEpochMicros(of.madeAtMicros())
        .append(label(of.answer()))
        .append(number(of.answer()))
        .append(of.score())
        .append(of.features())
        .append(of.traits())
        .append(of.service().latencyMs())
        .append(of.service().failed())
        .append(of.service().cost())
        .append(of.service().cached())
        .append(of.answer() == null ? null : of.answer().word())
        .endRow();
  }

  private static String label(Answer answer) {
    return answer == null ? null : answer.label();
  }

  private static Double number(Answer answer) {
    return answer == null ? null : answer.number();
  }

  /** The ids of outcomes that name no model, where there are several it could be. */
  private Set<String> inDoubt(List<Batch> batches) {
    if (!file.ofSeveralModels()) return Set.of();
    return batches.stream().flatMap(Batch::namingNoModel).collect(Collectors.toSet());
  }

  /** What was found ahead, and what the log has got since. */
  private Map<String, Owners> owners(DuckDBConnection connection, List<Batch> batches)
      throws SQLException {
    var inDoubt = inDoubt(batches);
    if (inDoubt.isEmpty()) return new HashMap<>();
    var lookedUpTo = batches.stream()
        .filter(batch -> batch.namingNoModel().findAny().isPresent())
        .mapToLong(Batch::lookedUpTo)
        .min()
        .orElse(0);
    var owners = Owners.of(connection, inDoubt, lookedUpTo);
    batches.forEach(batch -> batch.owners().forEach((id, found) -> {
      if (inDoubt.contains(id)) owners.merge(id, found, Owners::and);
    }));
    return owners;
  }

  private void appendOutcomes(
      DuckDBConnection connection, List<Batch> batches, Map<String, Owners> owners)
      throws SQLException {
    if (batches.stream().allMatch(batch -> batch.outcomes().isEmpty())) return;
    try (var rows = connection.createAppender("outcome")) {
      for (var batch : batches)
        for (var outcome : batch.outcomes()) append(rows, outcome, owners.get(outcome.id()));
    }
  }

  /**
   * An outcome of an id that is known already is kept with its model, whoever uses the id later.
   */
  private void append(DuckDBAppender rows, Outcome outcome, Owners owners) throws SQLException {
    if (outcome.model() != null || owners == null) append(rows, outcome);
    else if (owners.one()) append(rows, outcome.of(owners.first()));
  }

  private void append(DuckDBAppender row, Outcome of) throws SQLException {
    row.beginRow()
        .append(++seq)
        .append(of.id())
        .append(of.actual().label())
        .append(of.actual().number())
        .appendEpochMicros(of.knownAtMicros())
        .append(of.model())
        .append(of.actual().word())
        .endRow();
  }

  private static long lastSeq(DuckDBConnection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(
            "select greatest((select coalesce(max(seq), 0) from prediction), (select coalesce(max(seq), "
                + "0) from outcome))")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void forgetTheOldest() {
    var now = clock.instant();
    if (now.isBefore(forgetAt)) return;
    forgetAt = now.plus(FORGET_EVERY);
    forget(now.minus(oldest));
    ownedUpTo = Long.MIN_VALUE;
  }

  /**
   * Writes the model to outcomes that were stored when nobody had to ask for it, one piece of them
   * between two batches, until all were looked at; an hour later those that came since.
   */
  private void giveOwners() {
    if (ownedUpTo == null || !file.ofSeveralModels()) return;
    try (var connection = file.connect()) {
      ownedUpTo = Owners.give(connection, ownedUpTo, OUTCOMES_AT_ONCE);
    } catch (SQLException failure) {
      LOG.warn("Outcomes were not given their models; it is tried again in an hour", failure);
      file.letGoAfter(failure);
      ownedUpTo = null;
    }
  }

  /**
   * Deletes what was made or known before the given time, and the oldest tenth while the file is
   * larger than it may be.
   */
  synchronized void forget(Instant before) {
    try (var connection = file.connect();
        var statement = connection.createStatement()) {
      delete(statement, Micros.literal(before));
      if (usedBytes(statement) > largest.toBytes()) {
        LOG.warn(
            "The prediction log is larger than {} MB; the oldest tenth of it is deleted",
            largest.toMegabytes());
        delete(statement, "(select quantile_disc(made_at, 0.1) from prediction)");
      }
    } catch (SQLException failure) {
      LOG.warn("Old predictions could not be deleted", failure);
      file.letGoAfter(failure);
    }
  }

  private void delete(Statement statement, String before) throws SQLException {
    // Outcomes first: the limit may be read from the predictions.
    statement.execute("delete from outcome where known_at < " + before);
    statement.execute("delete from prediction where made_at < " + before);
    giveBack(statement.getConnection());
  }

  /**
   * Frees the blocks of deleted rows; while somebody else writes, the next automatic checkpoint
   * does it.
   */
  private void giveBack(Connection connection) {
    try (var own = connection.createStatement()) {
      own.execute("checkpoint");
    } catch (SQLException later) {
      LOG.debug("The file is given back its space later", later);
      file.letGoAfter(later);
    }
  }

  private static long usedBytes(Statement statement) throws SQLException {
    try (var row = statement.executeQuery(
        "select coalesce(sum(used_blocks * block_size), 0) from pragma_database_size()")) {
      row.next();
      return row.getLong(1);
    }
  }
}
