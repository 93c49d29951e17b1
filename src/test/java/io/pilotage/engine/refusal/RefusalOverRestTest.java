package io.pilotage.engine.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.WebTest;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("What a module refuses reaches people and clients as one sentence")
class RefusalOverRestTest extends WebTest {

  private static final String VAGUE =
      "{\"variables\":{\"statement\":{\"value\":\"Use AI to improve security\"},\"metric\":{\"value\":\"security\"},"
          + "\"direction\":{\"value\":\"INCREASE\"},\"amount\":{\"value\":30},\"unit\":{\"value\":\"%\"}}}";
  private static int counter;

  @Autowired
  private Initiatives initiatives;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger engineLog =
      (Logger) LoggerFactory.getLogger("org.camunda.bpm.engine.context");
  private String process;
  private String task;

  @BeforeEach
  void openATask() {
    var key = "REFUSE-" + ++counter;
    initiatives.register("Refused answers", key, "pm");
    process = engine
        .getRuntimeService()
        .startProcessInstanceByKey("define-problem", key)
        .getId();
    task = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(process)
        .taskDefinitionKey("Task_FrameProblem")
        .singleResult()
        .getId();
    log.start();
    engineLog.addAppender(log);
  }

  @AfterEach
  void endIt() {
    engineLog.detachAppender(log);
    engine.getRuntimeService().deleteProcessInstance(process, "test is over");
  }

  @Test
  @DisplayName("R10 over /engine-rest: 422, the bare sentence, the field; the task stays open")
  void overTheEnginesRest() throws Exception {
    for (var path : new String[] {"/complete", "/submit-form"}) {
      var answer = as("business").post("/engine-rest/task/" + task + path, VAGUE);

      assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      assertIsTheBareSentence(answer.json());
    }
    assertThat(engine.getTaskService().createTaskQuery().taskId(task).count()).isOne();
  }

  @Test
  @DisplayName("R10 in Tasklist: 422, the bare sentence where its page looks for it")
  void inTasklist() throws Exception {
    var browser = new Browser(this::address);
    browser.login("business", "demo");
    browser.get("/camunda/app/tasklist/default/");
    for (var path : new String[] {"/complete", "/submit-form"}) {
      var answer = browser.post(
          "/camunda/api/engine/engine/default/task/" + task + path, "application/json", VAGUE);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertIsTheBareSentence(JSON.readTree(answer.body()));
    }
  }

  @Test
  void aRefusedStartIsToldTheSameWay() {
    var answer = as("pm")
        .post(
            "/engine-rest/process-definition/key/ai-lifecycle/start",
            Map.of(
                "businessKey", "../etc", "variables", Map.of("title", Map.of("value", "Odd key"))));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.at("detail"))
        .isNotBlank()
        .isEqualTo(answer.at("message"))
        .doesNotContain("ENGINE-", "Exception");
  }

  @Test
  void aRefusalIsNoFaultInTheLog() {
    as("business").post("/engine-rest/task/" + task + "/complete", VAGUE);

    assertThat(log.list).noneMatch(entry -> entry.getLevel().isGreaterOrEqual(Level.WARN));
  }

  @Test
  @DisplayName("Who touches what is not theirs is told so, and the log holds no trace of it")
  void aForbiddenJobIsNoFaultInTheLog() {
    engine.getHistoryService().cleanUpHistoryAsync(false);
    var enginesOwn = engine.getHistoryService().findHistoryCleanupJobs().get(0).getId();
    var everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    everything.addAppender(log);
    try {
      for (var person : List.of("admin", "operations")) {
        var answer = as(person)
            .header("Pilotage-Reason", "To see")
            .put("/engine-rest/job/" + enginesOwn + "/retries", Map.of("retries", 3));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.at("detail"))
            .startsWith(
                person.equals("admin")
                    ? "This job is the engine's own"
                    : "This is for Administrators");
      }
    } finally {
      everything.detachAppender(log);
    }

    assertThat(log.list)
        .filteredOn(entry -> entry.getLoggerName().startsWith("org.camunda")
            || entry.getLoggerName().startsWith("io.pilotage.engine")
            || entry.getLoggerName().startsWith("io.pilotage.identity"))
        .noneMatch(entry ->
            entry.getLevel().isGreaterOrEqual(Level.ERROR) || entry.getThrowableProxy() != null);
  }

  @Test
  void aFaultIsStillOneInTheLogAndNoRefusal() {
    var commands = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
        .getCommandExecutorTxRequired();

    var thrown = catchThrowable(() -> commands.execute(context -> {
      throw new IllegalStateException("broken on purpose by a test");
    }));

    assertThat(thrown).hasMessageContaining("broken on purpose").isNotInstanceOf(Refusal.class);
    assertThat(log.list)
        .anyMatch(entry -> entry.getLevel() == Level.ERROR && entry.getThrowableProxy() != null);
  }

  private static void assertIsTheBareSentence(JsonNode problem) {
    assertThat(problem.path("field").asText()).isEqualTo("statement");
    assertThat(problem.path("status").asInt()).isEqualTo(422);
    assertThat(problem.path("detail").asText())
        .contains("has no number")
        .doesNotContain("ENGINE-", "Exception", "Cannot complete");
    assertThat(problem.path("message").asText())
        .isEqualTo(problem.path("detail").asText());
  }
}
