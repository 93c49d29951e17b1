package io.pilotage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.RiskTier;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionState;
import io.pilotage.retraining.Breach;
import io.pilotage.retraining.Retraining;
import io.pilotage.retraining.Retrainings;
import io.pilotage.traffic.Routes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The worker that trains, over HTTP against the running application, and what becomes of workers
 * that bring nonsense, repeat themselves or die.
 */
class SampleTrainerTest extends WebTest {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Retrainings retrainings;

  @Autowired
  private Notices notices;

  @TempDir
  private Path home;

  private String key;
  private String model;

  @BeforeEach
  void callForRetraining() {
    key = "WORKER-" + COUNTER.incrementAndGet();
    model = key.toLowerCase(Locale.ROOT);
    SampleData.writeInto(home.resolve("datasets"));
    initiatives.register("Retrain " + key, key, "pm");
    initiatives.classify(key, RiskTier.LIMITED);
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    retrainings.open(
        new Breach(model, key, "v1", "accuracy", "breach", "0.88 is below 0.92."), "watch");
    complete("data-science", Map.of("retrain", true, "driftFinding", "Prices doubled"));
  }

  @AfterEach
  void endIt() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .rootProcessInstances()
        .list()
        .stream()
        .map(ProcessInstance::getId)
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(instance, "test is over", true, true, true, true));
    routes.change(routes.get(model).toFallback(), "operations", "The test is over.");
  }

  @Test
  @DisplayName(
      "R72 the sample worker fits a model, measures it on the holdout and registers it; validated, it "
          + "goes through the rollout")
  void trainsRegistersAndGoesThroughTheRollout() {
    assertThat(trainer("one").work(Duration.ofSeconds(2))).isOne();
    runDueJobs();

    assertThat(theRetraining()).satisfies(retraining -> {
      assertThat(retraining.version()).isEqualTo("v1-r" + retraining.id());
      assertThat(retraining.training().rows()).isEqualTo(1_000);
      // The noise in the labels leaves about four in a hundred that nobody can know; guessing the
      // commoner answer is right in six of ten.
      assertThat(retraining.training().accuracy()).isBetween(0.93, 0.99);
      System.out.printf(
          "The sample worker was right about %.1f %% of %d rows it had not seen.%n",
          100 * retraining.training().accuracy(), retraining.training().rows());
    });
    var version = theRetraining().version();
    assertThat(models.get(model, version))
        .extracting(ModelVersion::state, ModelVersion::artifact)
        .containsExactly(VersionState.REGISTERED, "models/" + model + "/" + version + ".json");
    assertThat(new TrainedModels(home.resolve("models")).find(model, version)).isPresent();
    assertThat(openTask("data-science").path("taskDefinitionKey").asText())
        .isEqualTo("Task_ValidateVersion");
    assertThat((String) engine
            .getTaskService()
            .getVariable(openTask("data-science").path("id").asText(), "facts"))
        .contains("rows it did not train on");

    complete(
        "data-science",
        Map.of(
            "versionAccepted",
            true,
            "validationAccuracy",
            96.0,
            "validationNote",
            "On last month's payments, better than v1"));
    runDueJobs();

    assertThat(routes.get(model)).satisfies(route -> {
      assertThat(route.candidate()).isEqualTo(version);
      assertThat(route.percent()).isEqualTo(5.0);
    });
  }

  @Test
  @DisplayName(
      "R72 a worker that brings nonsense is told what is wrong with it, and its work stays open")
  void refusesNonsense() {
    var task = fetch("nonsense", 60_000).path("id").asText();

    refused(task, Map.of(), "ends without a version");
    refused(task, Map.of("version", "  "), "ends without a version");
    refused(task, Map.of("version", "no/such name", "artifact", "s3://models/x"), "cannot be used");
    refused(task, Map.of("version", "v9"), "is not registered");
    refused(task, Map.of("version", "v1"), "is live already");
    refused(task, Map.of("version", "v1", "artifact", "s3://models/v1"), "is live already");
    refused(
        task,
        Map.of(
            "version",
            "v2",
            "artifact",
            "s3://models/v2",
            "holdoutAccuracy",
            "NaN",
            "holdoutRows",
            100),
        "must be a number");
    refused(
        task,
        Map.of(
            "version",
            "v2",
            "artifact",
            "s3://models/v2",
            "holdoutAccuracy",
            120,
            "holdoutRows",
            100),
        "between 0 and 100");
    refused(
        task,
        Map.of("version", "v2", "artifact", "s3://models/v2", "holdoutAccuracy", 93),
        "on how many rows");

    assertThat(models.versions(model)).extracting(ModelVersion::version).containsExactly("v1");
    assertThat(theRetraining())
        .extracting(Retraining::version, Retraining::open)
        .containsExactly(null, true);
    assertThat(finish(
                task,
                "nonsense",
                Map.of(
                    "version",
                    "v2",
                    "artifact",
                    "s3://models/v2",
                    "holdoutAccuracy",
                    93,
                    "holdoutRows",
                    100))
            .status())
        .as("after all that it may still bring something sensible")
        .isEqualTo(204);
  }

  @Test
  @DisplayName("R72 a NaN the engine takes for a number is refused as well")
  void refusesNotANumber() {
    var task = fetch("nan", 60_000).path("id").asText();

    var answer = as("data-science")
        .post(
            "/engine-rest/external-task/" + task + "/complete",
            "{\"workerId\":\"nan\",\"variables\":{\"version\":{\"value\":\"v2\"},"
                + "\"artifact\":{\"value\":\"s3://models/v2\"},\"holdoutRows\":{\"value\":10},"
                + "\"holdoutAccuracy\":{\"value\":\"NaN\",\"type\":\"Double\"}}}");

    assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
    assertThat(models.versions(model)).hasSize(1);
    assertThat(engine
            .getExternalTaskService()
            .createExternalTaskQuery()
            .externalTaskId(task)
            .count())
        .isOne();
  }

  @Test
  @DisplayName("R72 a worker that completes twice has done it once")
  void completesOnce() {
    var task = fetch("twice", 60_000).path("id").asText();
    var result = Map.<String, Object>of("version", "v2", "artifact", "s3://models/v2");

    assertThat(finish(task, "twice", result).status()).isEqualTo(204);
    assertThat(finish(task, "twice", result).status()).isEqualTo(404);
    runDueJobs();
    runDueJobs();

    assertThat(models.versions(model))
        .extracting(ModelVersion::version)
        .containsExactlyInAnyOrder("v1", "v2");
    assertThat(engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(key)
            .taskDefinitionKey("Task_ValidateVersion")
            .count())
        .isOne();
  }

  @Test
  @DisplayName(
      "R72 when a worker dies in the middle another takes over, and the version is registered once")
  void anotherTakesOver() {
    var dying = fetch("dying", 5_000);
    var version = "v1-r" + theRetraining().id();
    assertThat(as("data-science")
            .post(
                "/api/models/" + model + "/versions",
                Map.of("version", version, "artifact", "models/" + model + "/" + version + ".json"))
            .status())
        .isEqualTo(201);
    assertThat(trainer("other").work(Duration.ofMillis(100)))
        .as("locked as long as the first may still live")
        .isZero();

    clock.pass(Duration.ofSeconds(6));
    assertThat(trainer("other").work(Duration.ofSeconds(2))).isOne();
    var late = finish(
        dying.path("id").asText(), "dying", Map.of("version", version, "artifact", "elsewhere"));
    runDueJobs();

    assertThat(late.status()).as(late.toString()).isBetween(400, 599);
    assertThat(models.versions(model))
        .extracting(ModelVersion::version)
        .containsExactlyInAnyOrder("v1", version);
    assertThat(theRetraining())
        .extracting(Retraining::version, retraining -> retraining.training().artifact())
        .containsExactly(version, "models/" + model + "/" + version + ".json");
    assertThat(engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(key)
            .taskDefinitionKey("Task_ValidateVersion")
            .count())
        .isOne();
  }

  @Test
  @DisplayName(
      "R72 without its data the sample worker says so, and after its tries there is an incident")
  void reportsThatItCannotTrain() {
    var lost = new SampleTrainer(
        new PublicApi(port),
        home.resolve("nowhere"),
        new TrainedModels(home.resolve("models")),
        "lost");
    for (int tries = 0; tries < 3; tries++) {
      assertThat(lost.work(Duration.ofMillis(500))).isOne();
      clock.pass(Duration.ofSeconds(11));
    }

    assertThat(lost.work(Duration.ofMillis(100))).isZero();
    assertThat(engine
            .getRuntimeService()
            .createIncidentQuery()
            .processInstanceId(instance())
            .list())
        .singleElement()
        .satisfies(
            incident -> assertThat(incident.getIncidentMessage()).contains("payments-train.csv"));
    assertThat(models.versions(model)).hasSize(1);
  }

  @Test
  @DisplayName("R72 a training that no worker takes up is told, again and again")
  void tellsOfAnOverdueTraining() {
    for (int days = 0; days < 2; days++) {
      clock.pass(Duration.ofDays(1).plusSeconds(1));
      engine
          .getManagementService()
          .createJobQuery()
          .processInstanceId(instance())
          .timers()
          .list()
          .forEach(job -> engine.getManagementService().executeJob(job.getId()));
      engine
          .getManagementService()
          .createJobQuery()
          .processInstanceId(instance())
          .messages()
          .list()
          .forEach(job -> engine.getManagementService().executeJob(job.getId()));
    }

    assertThat(notices.of(key))
        .extracting(Notice::subject)
        .filteredOn(subject -> subject.contains("No worker has trained"))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(trainer("late").work(Duration.ofSeconds(2))).isOne();
  }

  @Test
  @DisplayName("R53 only those who build take up the work")
  void refusesOtherPeople() {
    for (var person : List.of("business", "legal")) {
      var answer = as(person)
          .post(
              "/engine-rest/external-task/fetchAndLock",
              Map.of(
                  "workerId",
                  person,
                  "maxTasks",
                  5,
                  "topics",
                  List.of(Map.of("topicName", "train-model", "lockDuration", 1_000))));
      assertThat(answer.status() == 200 && answer.json().isEmpty() || answer.status() == 403)
          .as(answer.toString())
          .isTrue();
    }
  }

  private SampleTrainer trainer(String worker) {
    return new SampleTrainer(
        new PublicApi(port),
        home.resolve("datasets"),
        new TrainedModels(home.resolve("models")),
        worker);
  }

  private JsonNode fetch(String worker, long lock) {
    var answer = as("data-science")
        .post(
            "/engine-rest/external-task/fetchAndLock",
            Map.of(
                "workerId",
                worker,
                "maxTasks",
                1,
                "topics",
                List.of(Map.of("topicName", "train-model", "lockDuration", lock))));
    assertThat(answer.json()).as(answer.toString()).hasSize(1);
    return answer.json().get(0);
  }

  private Answer finish(String task, String worker, Map<String, Object> result) {
    var variables = new HashMap<String, Object>();
    result.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    return as("data-science")
        .post(
            "/engine-rest/external-task/" + task + "/complete",
            Map.of("workerId", worker, "variables", variables));
  }

  private void refused(String task, Map<String, Object> result, String partOfTheSentence) {
    var answer = finish(task, "nonsense", result);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.at("detail")).contains(partOfTheSentence);
    assertThat(engine
            .getExternalTaskService()
            .createExternalTaskQuery()
            .externalTaskId(task)
            .locked()
            .count())
        .isOne();
  }

  private JsonNode openTask(String group) {
    return as(group)
        .get("/engine-rest/task?processInstanceBusinessKey=" + key + "&candidateGroup=" + group)
        .json()
        .path(0);
  }

  private void complete(String person, Map<String, Object> answers) {
    var variables = new HashMap<String, Object>();
    answers.forEach((name, value) -> variables.put(name, Map.of("value", value)));
    var answer = as(person)
        .post(
            "/engine-rest/task/" + openTask(person).path("id").asText() + "/complete",
            Map.of("variables", variables));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
  }

  private String instance() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("retrain-model")
        .processInstanceBusinessKey(key)
        .singleResult()
        .getId();
  }

  private Retraining theRetraining() {
    return retrainings.of(key).get(0);
  }
}
