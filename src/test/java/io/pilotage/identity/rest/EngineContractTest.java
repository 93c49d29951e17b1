package io.pilotage.identity.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.gate.GateRecord;
import io.pilotage.gate.Gates;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName(
    "R5 P22 P26 The engine's REST is a contract: attacks on variables, tokens, jobs and claims")
class EngineContractTest extends WebTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Gates gates;

  @Autowired
  private Ledger ledger;

  private String key;
  private String life;

  @BeforeEach
  void propose() {
    key = "CONTRACT-" + NUMBER.incrementAndGet();
    life = engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "ai-lifecycle", key, Map.of("title", "To be attacked", "sponsor", "business"))
        .getId();
    runDueJobs();
  }

  @AfterEach
  void end() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKeyLike(key + "%")
        .rootProcessInstances()
        .list()
        .stream()
        .map(ProcessInstance::getId)
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(instance, "test is over", true, true, true, true));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @DisplayName("A14 No class of a caller's choice is built, whatever carries the variable")
  @CsvSource({
    "business, POST, /task/{task}/complete",
    "business, POST, /task/{task}/submit-form",
    "business, POST, /task/{task}/resolve",
    "business, POST, /task/{task}/variables",
    "business, PUT, /task/{task}/variables/note",
    "business, PUT, /task/{task}/localVariables/note",
    "admin, POST, /process-instance/{instance}/variables",
    "admin, PUT, /process-instance/{instance}/variables/note",
    "admin, POST, /process-instance/variables-async",
    "admin, PUT, /execution/{instance}/localVariables/note",
    "admin, POST, /execution/{instance}/signal",
    "admin, POST, /process-instance/{instance}/modification",
    "admin, POST, /message",
    "admin, POST, /signal",
    "admin, POST, /condition",
    "pm, POST, /process-definition/key/ai-lifecycle/start",
    "pm, POST, /process-definition/key/ai-lifecycle/submit-form"
  })
  void variablesBuildNoObjects(String person, String method, String route) {
    var database = "attack" + NUMBER.incrementAndGet();
    var object = Map.of(
        "type",
        "Object",
        "value",
        "{\"url\":\"jdbc:h2:mem:" + database
            + ";DB_CLOSE_DELAY=-1;INIT=CREATE TABLE IF NOT EXISTS BROKEN_IN(ID INT)\"}",
        "valueInfo",
        Map.of(
            "objectTypeName",
            "org.springframework.jdbc.datasource.DriverManagerDataSource",
            "serializationDataFormat",
            "application/json"));
    var path = "/engine-rest"
        + route
            .replace("{task}", task("Task_FrameProblem"))
            .replace("{instance}", instance("define-problem"));
    var several = Map.of("note", object);

    var body = method.equals("PUT")
        ? object
        : Map.of(
            "variables",
            several,
            "processVariables",
            several,
            "modifications",
            several,
            "messageName",
            "initiative-withdrawn",
            "name",
            "any",
            "businessKey",
            key + "-X",
            "processInstanceIds",
            List.of(instance("define-problem")));
    var asked = route.endsWith("modification")
        ? Map.of(
            "instructions",
            List.of(Map.of(
                "type",
                "startBeforeActivity",
                "activityId",
                "Task_FrameProblem",
                "variables",
                several)))
        : person.equals("pm")
            ? Map.of(
                "businessKey",
                key + "-X",
                "variables",
                Map.of("title", Map.of("value", "Any"), "note", object))
            : body;
    var answer = as(person)
        .header("Pilotage-Reason", "Attack")
        .send(method, path, "application/json", text(asked));
    for (var instance : engine.getRuntimeService().createProcessInstanceQuery().list()) {
      as("admin").get("/engine-rest/process-instance/" + instance.getId() + "/variables/note");
    }
    as("business").get("/engine-rest/task/" + task("Task_FrameProblem") + "/variables");

    assertThat(exists(database))
        .as("a class of the caller's choice was built: " + answer)
        .isFalse();
    assertThat(answer.status()).as(answer.toString()).isIn(400, 403, 422);
  }

  @Test
  @DisplayName("A14 What was stored before is not built either when somebody reads it")
  void storedObjectsAreNotBuilt() {
    var database = "attack" + NUMBER.incrementAndGet();
    engine
        .getRuntimeService()
        .setVariable(
            life,
            "note",
            Variables.serializedObjectValue(
                    "{\"url\":\"jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1\"}")
                .objectTypeName("org.springframework.jdbc.datasource.DriverManagerDataSource")
                .serializationDataFormat("application/json")
                .create());

    var read = as("admin").get("/engine-rest/process-instance/" + life + "/variables/note");

    assertThat(exists(database)).as("built: " + read).isFalse();
    assertThat(read.status()).isGreaterThanOrEqualTo(400);
    assertThat(as("admin")
            .get("/engine-rest/process-instance/" + life + "/variables/note?deserializeValue=false")
            .status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("An answer writes what its form asks for, and says the name of what it does not ask")
  void undeclaredVariablesAreNamed() {
    var task = task("Task_FrameProblem");

    var answer = as("business")
        .post(
            "/engine-rest/task/" + task + "/complete",
            Map.of("variables", Map.of("gateDecision", Map.of("value", "GO"))));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.at("detail")).contains("gateDecision").contains("statement");
    assertThat(engine.getRuntimeService().getVariable(life, "gateDecision")).isNull();
  }

  @ParameterizedTest(name = "start before {0}")
  @ValueSource(
      strings = {
        "Call_PrepareData",
        "Call_ProveConcept",
        "Call_ProductionizeModel",
        "Call_RollOutModel",
        "Call_OperateModel",
        "Task_RecordCompletion"
      })
  @DisplayName("A44 A45 No life starts in its middle, by whomever")
  void nobodyStartsInTheMiddle(String activity) {
    for (var person : List.of("pm", "admin")) {
      var answer = as(person)
          .header("Pilotage-Reason", "Attack")
          .post(
              "/engine-rest/process-definition/key/ai-lifecycle/start",
              Map.of(
                  "businessKey",
                  key,
                  "startInstructions",
                  List.of(Map.of("type", "startBeforeActivity", "activityId", activity))));
      runDueJobs();

      assertThat(answer.status()).as(person + " " + answer).isEqualTo(403);
    }
    assertThat(initiatives.get(key).ended()).isFalse();
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("ai-lifecycle")
            .processInstanceBusinessKey(key)
            .count())
        .isOne();
  }

  @Test
  @DisplayName("A44 Nobody leaves out the listeners that register an initiative")
  void nobodySkipsListeners() {
    var answer = as("pm")
        .post(
            "/engine-rest/process-definition/key/ai-lifecycle/start",
            Map.of(
                "businessKey",
                key + "-X",
                "skipCustomListeners",
                true,
                "startInstructions",
                List.of(Map.of(
                    "type", "startBeforeActivity", "activityId", "Start_InitiativeProposed"))));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceBusinessKey(key + "-X")
            .count())
        .isZero();
  }

  @Test
  @DisplayName("A46 An administrator moves no token past a gate")
  void noTokenPassesAGate() {
    var define = instance("define-problem");
    var calls = List.of(
        Map.of(
            "instructions",
            List.of(Map.of("type", "startBeforeActivity", "activityId", "End_ProblemDefined"))),
        Map.of(
            "instructions",
            List.of(
                Map.of("type", "cancel", "activityId", "Task_FrameProblem"),
                Map.of("type", "startBeforeActivity", "activityId", "End_ProblemDefined"))),
        Map.of(
            "instructions",
            List.of(Map.of("type", "startAfterActivity", "activityId", "Call_SignOffGate"))),
        Map.of(
            "instructions",
            List.of(Map.of("type", "startTransition", "transitionId", "Flow_Decision_Go"))));
    for (var call : calls) {
      var answer = as("admin")
          .header("Pilotage-Reason", "We are late")
          .post("/engine-rest/process-instance/" + define + "/modification", call);
      runDueJobs();

      assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    }
    assertThat(as("admin")
            .header("Pilotage-Reason", "We are late")
            .post(
                "/engine-rest/process-instance/" + life + "/modification",
                Map.of(
                    "instructions",
                    List.of(
                        Map.of("type", "startBeforeActivity", "activityId", "Call_PrepareData"))))
            .status())
        .isEqualTo(403);
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("prepare-data")
            .processInstanceBusinessKey(key)
            .count())
        .isZero();
    assertThat(gates.of(key)).extracting(GateRecord::decision).isEmpty();
  }

  @Test
  @DisplayName(
      "P26 What an administrator changes has a reason, is in the ledger under the administrator's name, "
          + "and on the page of the initiative")
  void changesOfAdministratorsAreOnRecord() {
    var define = instance("define-problem");
    var job = "/engine-rest/job/"
        + engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(life)
            .singleResult()
            .getId();
    var again = Map.of(
        "instructions",
        List.of(
            Map.of("type", "cancel", "activityId", "Task_FrameProblem"),
            Map.of("type", "startBeforeActivity", "activityId", "Task_FrameProblem")));
    var before = task("Task_FrameProblem");

    var unexplained = as("admin").put(job + "/retries", Map.of("retries", 5));
    assertThat(unexplained.status()).as(unexplained.toString()).isEqualTo(422);
    assertThat(unexplained.at("detail")).contains("-H 'Pilotage-Reason: …'").contains("/retries");
    assertThat(as("operations")
            .header("Pilotage-Reason", "No")
            .put(job + "/retries", Map.of("retries", 5))
            .status())
        .isEqualTo(403);

    var admin = as("admin").header("Pilotage-Reason", "The router is back");
    for (var part : List.of("form", "deployed-form", "form-variables", "identity-links")) {
      assertThat(as("legal").get("/engine-rest/task/never-there/" + part).status())
          .as(part)
          .isEqualTo(404);
    }
    var forged = admin.post(
        "/engine-rest/task/count",
        Map.of("orQueries", List.of(Map.of("candidateGroupExpression", "#{T(java.net.URL)}"))));
    assertThat(forged.status()).isEqualTo(400);
    assertThat(forged.at("detail")).contains("candidateGroupExpression").contains("${now()}");
    for (var slip :
        List.of("{\"retries\":-1}", "{}", "{\"retries\":null}", "{\"retries\":1000000}")) {
      assertThat(admin.put(job + "/retries", slip).status()).as(slip).isEqualTo(422);
    }
    assertThat(admin.put(job + "/duedate", "{\"duedate\":null}").status()).isEqualTo(422);
    assertThat(admin.put(job + "/retries", Map.of("retries", 5)).status()).isEqualTo(204);
    assertThat(admin
            .post("/engine-rest/process-instance/" + define + "/modification", again)
            .status())
        .isEqualTo(204);
    assertThat(admin
            .put(
                "/engine-rest/process-instance/" + define + "/suspended", Map.of("suspended", true))
            .status())
        .isEqualTo(204);
    assertThat(admin
            .put(
                "/engine-rest/process-instance/" + define + "/suspended",
                Map.of("suspended", false))
            .status())
        .isEqualTo(204);

    assertThat(engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(life)
            .singleResult()
            .getRetries())
        .isEqualTo(5);
    assertThat(admin.post(job + "/execute", "").status()).isEqualTo(204);
    assertThat(ledger.of(key, 20))
        .filteredOn(entry -> entry.action().equals("engine-asked"))
        .singleElement()
        .extracting(Entry::actor)
        .isEqualTo("admin");
    assertThat(task("Task_FrameProblem")).isNotEqualTo(before);
    assertThat(ledger.of(key, 20))
        .filteredOn(entry -> entry.action().equals("engine-changed"))
        .hasSize(4)
        .allSatisfy(entry -> {
          assertThat(entry.actor()).isEqualTo("admin");
          assertThat(entry.details()).contains("The router is back");
        });
    var reader = new Browser(this::address);
    reader.login("business", "demo");
    assertThat(reader.get("/initiatives/" + key).body())
        .contains("retries of")
        .contains("The router is back");
  }

  @Test
  @DisplayName(
      "P26 A change that the engine refuses is not on record as one, and a part is not deleted without the whole")
  void whatDidNotHappenIsNotOnRecord() {
    var admin = as("admin").header("Pilotage-Reason", "Tidying");

    assertThat(admin
            .put(
                "/engine-rest/process-instance/" + life + "/variables/title",
                Map.of("value", "x", "type", "Integer"))
            .status())
        .isEqualTo(400);
    assertThat(admin
            .put(
                "/engine-rest/process-instance/" + life + "/variables/gateDecision",
                Map.of("value", "GO"))
            .status())
        .isEqualTo(403);
    assertThat(admin
            .delete("/engine-rest/process-instance/" + instance("define-problem"))
            .status())
        .isEqualTo(403);
    assertThat(admin
            .delete("/engine-rest/process-instance/" + life + "?skipCustomListeners=true")
            .status())
        .isEqualTo(403);
    assertThat(ledger.of(key, 20)).extracting(Entry::action).doesNotContain("engine-changed");

    assertThat(admin.delete("/engine-rest/process-instance/" + life).status()).isEqualTo(204);
    assertThat(ledger.of(key, 20))
        .filteredOn(entry -> entry.action().equals("engine-changed"))
        .hasSize(1);
  }

  @Test
  @DisplayName("P22 A gate is not run again, neither its call nor what is asked in it")
  void noGateIsRunAgain() {
    var gate = engine
        .getRuntimeService()
        .startProcessInstanceByKey("sign-off-gate", key, Map.of("phase", "DEFINE"))
        .getId();
    runDueJobs();

    for (var activity : List.of("Task_SignOffPhase", "Task_CountSignOffs", "End_GatePassed")) {
      var answer = as("admin")
          .header("Pilotage-Reason", "Late")
          .post(
              "/engine-rest/process-instance/" + gate + "/modification",
              Map.of(
                  "instructions",
                  List.of(
                      Map.of("type", "cancel", "activityId", activity),
                      Map.of("type", "startBeforeActivity", "activityId", activity))));
      assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    }
    assertThat(gates.of(key)).extracting(GateRecord::open).containsExactly(true);
  }

  @Test
  @DisplayName("A worker takes up training alone and brings what was agreed")
  void workersBringWhatWasAgreed() {
    var worker = as("data-science");

    var brought = worker.post(
        "/engine-rest/external-task/any/complete",
        Map.of("workerId", "w", "variables", Map.of("versionAccepted", Map.of("value", true))));
    assertThat(brought.status()).isEqualTo(403);
    assertThat(brought.at("detail")).contains("versionAccepted").contains("holdoutAccuracy");
    assertThat(worker
            .post(
                "/engine-rest/external-task/fetchAndLock",
                Map.of(
                    "workerId",
                    "w",
                    "maxTasks",
                    1,
                    "topics",
                    List.of(Map.of("topicName", "anything", "lockDuration", 1000))))
            .status())
        .isEqualTo(403);
    assertThat(as("legal")
            .post(
                "/engine-rest/external-task/fetchAndLock",
                Map.of(
                    "workerId",
                    "w",
                    "maxTasks",
                    1,
                    "topics",
                    List.of(Map.of("topicName", "train-model", "lockDuration", 1000))))
            .status())
        .isEqualTo(403);
    assertThat(worker
            .post(
                "/engine-rest/external-task/any/bpmnError",
                Map.of("workerId", "w", "errorCode", "initiative-stopped"))
            .status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @DisplayName("What two readers could read in two ways is read by none")
  @ValueSource(
      strings = {
        "{\"variables\":{},\"variables\":{\"gateDecision\":{\"value\":\"GO\"}}}",
        "{\"variables\":{\"statement\":{\"value\":[1]}}}",
        "[]",
        "{} {}",
        "{\"variables\":{\"statement\":{\"value\":\"x\",\"type\":\"object\"}}}",
        "{\"variables\":{\"statement\":{\"value\":\"eA==\",\"type\":\"Bytes\"}}}",
        "{\"variables\":{\"statement\":{\"value\":\"eA==\",\"type\":\"File\",\"valueInfo\":{\"filename\":\"x\"}}}}",
        "{\"variables\":{\"statement\":{\"value\":{\"a\":1}}}}"
      })
  void ambiguousBodiesAreRefused(String body) {
    var task = task("Task_FrameProblem");

    assertThat(
            as("business").post("/engine-rest/task/" + task + "/complete", body).status())
        .isIn(400, 403);
    assertThat(as("business")
            .post("/engine-rest/task/" + task + "/complete", "text/plain", "{}")
            .status())
        .isEqualTo(415);
    assertThat(task("Task_FrameProblem")).isEqualTo(task);
  }

  @Test
  @DisplayName("A23 Nobody stops, runs or deletes the clean-up of the history")
  void nobodyTouchesTheCleanUp() {
    engine.getHistoryService().cleanUpHistoryAsync(false);
    var job = engine.getHistoryService().findHistoryCleanupJobs().get(0).getId();
    for (var person : List.of("legal", "pm", "operations", "admin")) {
      var caller = as(person).header("Pilotage-Reason", "Attack");
      var path = "/engine-rest/job/" + job;
      assertThat(caller.put(path + "/suspended", Map.of("suspended", true)).status())
          .as(person)
          .isEqualTo(403);
      assertThat(caller.put(path + "/retries", Map.of("retries", 0)).status())
          .as(person)
          .isEqualTo(403);
      assertThat(caller
              .put(path + "/duedate", Map.of("duedate", "2099-01-01T00:00:00.000+0000"))
              .status())
          .as(person)
          .isEqualTo(403);
      assertThat(caller.post(path + "/execute", "{}").status()).as(person).isEqualTo(403);
      assertThat(caller.delete(path).status()).as(person).isEqualTo(403);
      assertThat(caller.post("/engine-rest/history/cleanup", "").status())
          .as(person)
          .isEqualTo(403);
    }
    assertThat(engine.getHistoryService().findHistoryCleanupJobs()).anySatisfy(left -> {
      assertThat(left.getId()).isEqualTo(job);
      assertThat(left.isSuspended()).isFalse();
      assertThat(left.getRetries()).isPositive();
    });
  }

  @Test
  @DisplayName("A24 A task is claimed in one's own name, and not by somebody who does not exist")
  void nobodyClaimsForAnother() {
    var task = task("Task_FrameProblem");
    for (var other : List.of("legal", "nobody-of-that-name")) {
      for (var person : List.of("business", "admin")) {
        assertThat(as(person)
                .post("/engine-rest/task/" + task + "/claim", Map.of("userId", other))
                .status())
            .as(person)
            .isEqualTo(403);
      }
    }
    assertThat(engine
            .getTaskService()
            .createTaskQuery()
            .taskId(task)
            .singleResult()
            .getAssignee())
        .isNull();
  }

  @Test
  @DisplayName(
      "A24 What a colleague has claimed is the colleague's to answer, until a program manager frees it")
  void aClaimedTaskIsTheColleagues() {
    var task = task("Task_FrameProblem");
    engine.getTaskService().setAssignee(task, "olga");

    var answer = as("business")
        .post(
            "/engine-rest/task/" + task + "/complete",
            Map.of("variables", Map.of("statement", Map.of("value", "Mine"))));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.at("detail")).contains("olga").contains("unclaim");
    assertThat(as("business").post("/engine-rest/task/" + task + "/unclaim", "").status())
        .isEqualTo(403);
    assertThat(as("pm").post("/engine-rest/task/" + task + "/unclaim", "").status())
        .isEqualTo(204);
    assertThat(ledger.of(key, 20))
        .filteredOn(entry -> entry.action().equals("task-freed"))
        .singleElement()
        .extracting(Entry::actor)
        .isEqualTo("pm");
    assertThat(as("business")
            .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "business"))
            .status())
        .isEqualTo(204);
    assertThat(as("business").post("/engine-rest/task/" + task + "/unclaim", "").status())
        .isEqualTo(204);
  }

  @Test
  @DisplayName("A49 Who trains moves no token of a retraining and starts none")
  void nobodyOfDataScienceMovesTheRetraining() {
    var retraining = engine
        .getRuntimeService()
        .createProcessInstanceByKey("retrain-model")
        .businessKey(key)
        .startBeforeActivity("Task_TrainModel")
        .execute()
        .getId();
    var caller = as("data-science").header("Pilotage-Reason", "Attack");
    var path = "/engine-rest/process-instance/" + retraining;

    assertThat(caller
            .post(
                "/engine-rest/process-definition/key/retrain-model/start",
                Map.of(
                    "businessKey",
                    key,
                    "startInstructions",
                    List.of(
                        Map.of("type", "startBeforeActivity", "activityId", "Call_RollOutModel"))))
            .status())
        .isEqualTo(403);
    assertThat(caller
            .post(
                path + "/modification",
                Map.of(
                    "instructions",
                    List.of(
                        Map.of("type", "startBeforeActivity", "activityId", "Call_RollOutModel"))))
            .status())
        .isEqualTo(403);
    assertThat(caller
            .post(
                path + "/variables",
                Map.of("modifications", Map.of("versionAccepted", Map.of("value", true))))
            .status())
        .isEqualTo(403);
    assertThat(caller.put(path + "/suspended", Map.of("suspended", true)).status())
        .isEqualTo(403);
    assertThat(caller.delete(path).status()).isEqualTo(403);
    assertThat(engine.getRuntimeService().getActiveActivityIds(retraining))
        .containsExactly("Task_TrainModel");
  }

  @Test
  @DisplayName("A55 Names and addresses are kept by administrators; the own password is one's own")
  void nobodyRenamesOneself() {
    var profile =
        Map.of("id", "legal", "firstName", "Olga", "lastName", "Perez", "email", "not an address");

    assertThat(as("legal").put("/engine-rest/user/legal/profile", profile).status())
        .isEqualTo(403);
    assertThat(as("legal")
            .put(
                "/engine-rest/user/risk/credentials",
                Map.of("password", "Ein langes Kennwort", "authenticatedUserPassword", "demo"))
            .status())
        .isEqualTo(403);
    assertThat(engine
            .getIdentityService()
            .createUserQuery()
            .userId("legal")
            .singleResult()
            .getFirstName())
        .isNotEqualTo("Olga");
  }

  private String task(String activity) {
    var found = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey(activity)
        .singleResult();
    return found == null ? "gone" : found.getId();
  }

  private String instance(String process) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey(process)
        .processInstanceBusinessKey(key)
        .singleResult()
        .getId();
  }

  private static boolean exists(String database) {
    try (var connection =
        DriverManager.getConnection("jdbc:h2:mem:" + database + ";IFEXISTS=TRUE")) {
      return true;
    } catch (SQLException notThere) {
      return false;
    }
  }

  private static String text(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (com.fasterxml.jackson.core.JsonProcessingException cannotHappen) {
      throw new AssertionError(cannotHappen);
    }
  }
}
