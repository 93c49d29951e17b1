package io.pilotage.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.demo.LogisticModel.Row;
import io.pilotage.demo.PublicApi.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker outside, as an organisation would run one: it asks for work on the topic
 * {@code train-model} and is kept waiting until there is some, fits a model to the payments of the
 * data folder, measures it on the holdout, registers the version and reports. Should it die, its
 * lock runs out and another takes over; the version has the same name then, and is registered once.
 */
final class SampleTrainer implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SampleTrainer.class);
  private static final String PERSON = "data-science";
  private static final Duration LOCK = Duration.ofSeconds(30);
  private static final Duration WAITS = Duration.ofSeconds(10);
  private static final int TRIES = 3;

  private final PublicApi api;
  private final Path dataFolder;
  private final TrainedModels trained;
  private final String worker;

  SampleTrainer(PublicApi api, Path dataFolder, TrainedModels trained, String worker) {
    this.api = api;
    this.dataFolder = dataFolder;
    this.trained = trained;
    this.worker = worker;
  }

  @Override
  public void run() {
    try {
      work(WAITS);
    } catch (RuntimeException unreachable) {
      LOG.info("The sample worker asks for work again in a second: {}", unreachable.getMessage());
    }
  }

  /** Takes up at most one training, waiting so long for it; answers how many there were. */
  int work(Duration wait) {
    var topic = Map.of(
        "topicName",
        "train-model",
        "lockDuration",
        LOCK.toMillis(),
        "variables",
        List.of("model", "baseVersion", "retrainingNumber"));
    var tasks = api.post(
        "/engine-rest/external-task/fetchAndLock",
        PERSON,
        Map.of(
            "workerId",
            worker,
            "maxTasks",
            1,
            "asyncResponseTimeout",
            wait.toMillis(),
            "topics",
            List.of(topic)));
    tasks.forEach(this::train);
    return tasks.size();
  }

  private void train(JsonNode task) {
    var id = task.path("id").asText();
    try {
      var model = variable(task, "model");
      var version = variable(task, "baseVersion") + "-r" + variable(task, "retrainingNumber");
      var fitted = LogisticModel.fit(rows("payments-train.csv"), heartbeat(id));
      var holdout = rows("payments-holdout.csv");
      var accuracy = 100 * fitted.accuracy(holdout);
      var artifact = trained.keep(model, version, fitted);
      api.post(
          "/api/models/" + model + "/versions",
          PERSON,
          Map.of("version", version, "artifact", artifact));
      api.post(
          path(id, "complete"),
          PERSON,
          Map.of(
              "workerId",
              worker,
              "variables",
              Map.of(
                  "version",
                  Map.of("value", version),
                  "artifact",
                  Map.of("value", artifact),
                  "holdoutAccuracy",
                  Map.of("value", accuracy),
                  "holdoutRows",
                  Map.of("value", holdout.size()))));
      LOG.info(
          "Trained {} of {}: {} % right on {} rows it had not seen.",
          version, model, Math.round(accuracy * 10) / 10.0, holdout.size());
    } catch (UncheckedIOException noData) {
      report(task, noData, true);
    } catch (Refused refused) {
      report(task, refused, false);
    }
  }

  /**
   * Says that it could not be done; without tries left the engine makes an incident of it, with
   * this message.
   */
  private void report(JsonNode task, RuntimeException why, boolean again) {
    var left = again ? Math.max(0, task.path("retries").asInt(TRIES) - 1) : 0;
    LOG.warn("The sample worker could not train: {}", why.getMessage());
    api.post(
        path(task.path("id").asText(), "failure"),
        PERSON,
        Map.of(
            "workerId",
            worker,
            "errorMessage",
            String.valueOf(why.getMessage()),
            "retries",
            left,
            "retryTimeout",
            10_000));
  }

  /** Long work extends its lock, or somebody else would begin it again. */
  private Runnable heartbeat(String id) {
    var due = new long[] {System.nanoTime() + LOCK.dividedBy(3).toNanos()};
    return () -> {
      if (System.nanoTime() < due[0]) return;
      api.post(
          path(id, "extendLock"),
          PERSON,
          Map.of("workerId", worker, "newDuration", LOCK.toMillis()));
      due[0] = System.nanoTime() + LOCK.dividedBy(3).toNanos();
    };
  }

  private List<Row> rows(String file) {
    try (var lines = Files.lines(dataFolder.resolve(file))) {
      return lines
          .skip(1)
          .map(line -> line.split(","))
          .map(cell -> new Row(
              Double.parseDouble(cell[1]), Double.parseDouble(cell[2]), "yes".equals(cell[4])))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The table " + file + " cannot be read.", unreadable);
    }
  }

  private static String variable(JsonNode task, String name) {
    return task.path("variables").path(name).path("value").asText();
  }

  private static String path(String task, String verb) {
    return "/engine-rest/external-task/" + task + "/" + verb;
  }
}
