package io.pilotage.identity.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("R4 Tasklist is ready to use")
class TasklistReadyTest extends WebTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Notices notices;

  @Autowired
  private StartUp startUp;

  private String gate;

  @AfterEach
  void leaveNothingRunning() {
    if (gate != null)
      engine
          .getRuntimeService()
          .deleteProcessInstanceIfExists(gate, "test is over", true, true, true, true);
  }

  @Test
  void everyStartPutsTheSameFiltersBack() {
    startUp.afterSingletonsInstantiated();
    startUp.afterSingletonsInstantiated();

    for (var person : List.of("pm", "legal", "operations")) {
      assertThat(names(as(person).get("/engine-rest/filter").json()))
          .as(person)
          .containsOnlyOnce(
              "Waiting on me",
              "Overdue",
              "Phase 1 · Define",
              "Phase 2 · Data",
              "Phase 3 · POC",
              "Phase 4 · Productionize",
              "Phase 5 · Rollout",
              "Phase 6 · Operate",
              "Weekly syncs",
              "Rollbacks and incidents");
    }
    assertThat(as("legal")
            .put(
                "/engine-rest/filter/" + filter("Overdue"),
                Map.of("resourceType", "Task", "name", "mine", "query", Map.of()))
            .status())
        .as("nobody but an administrator changes them")
        .isEqualTo(403);
  }

  @Test
  void everybodyFindsWhatWaitsForThem() {
    var key = openGate();

    assertThat(found("legal", "Waiting on me"))
        .anyMatch(name -> name.contains(key))
        .allMatch(name -> !name.contains(key) || name.endsWith("· legal"));
    assertThat(found("security", "Waiting on me"))
        .anyMatch(name -> name.contains(key) && name.endsWith("· security"));
    assertThat(found("data-science", "Waiting on me")).noneMatch(name -> name.contains(key));
    assertThat(found("pm", "Phase 1 · Define"))
        .as("program managers follow everything")
        .filteredOn(name -> name.contains(key))
        .hasSizeGreaterThan(3);
    assertThat(found("pm", "Phase 2 · Data")).noneMatch(name -> name.contains(key));
    assertThat(found("legal", "Overdue")).noneMatch(name -> name.contains(key));
  }

  @Test
  void aTaskIsForItsGroupAlone() {
    var key = openGate();
    var task = task(key, "legal");

    assertThat(as("security")
            .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "security"))
            .status())
        .isIn(403, 404, 500);
    assertThat(
            as("pm").post("/engine-rest/task/" + task + "/complete", Map.of()).status())
        .isEqualTo(403);
    assertThat(as("legal")
            .post("/engine-rest/task/" + task + "/claim", Map.of("userId", "legal"))
            .status())
        .isEqualTo(204);
    assertThat(as("legal")
            .post("/engine-rest/task/" + task + "/assignee", Map.of("userId", "security"))
            .status())
        .as("not handed on")
        .isEqualTo(403);
    assertThat(found("legal", "Waiting on me"))
        .as("claimed, and still mine")
        .anyMatch(name -> name.contains(key));
    var answered = as("legal")
        .post(
            "/engine-rest/task/" + task + "/submit-form",
            Map.of("variables", Map.of("decision", Map.of("value", "APPROVED"))));
    assertThat(answered.status()).as(answered.toString()).isIn(200, 204);
  }

  @Test
  void aRefusedAnswerKeepsTheTaskAndSaysWhy() {
    var key = openGate();
    var task = task(key, "legal");

    var refused = as("legal")
        .post(
            "/engine-rest/task/" + task + "/submit-form",
            Map.of("variables", Map.of("decision", Map.of("value", "banana"))));

    assertThat(refused.status()).isGreaterThanOrEqualTo(400);
    assertThat(refused.text()).contains("must be one of");
    assertThat(engine.getTaskService().createTaskQuery().taskId(task).count()).isOne();
  }

  @Test
  void eachGroupStartsWhatIsTheirs() {
    assertThat(startable("pm"))
        .contains("ai-lifecycle")
        .doesNotContain("roll-back-model", "sign-off-gate", "define-problem");
    assertThat(startable("legal")).isEmpty();
    assertThat(startable("operations")).doesNotContain("ai-lifecycle");
  }

  @Test
  void theGroupIsToldThatATaskWaits() {
    var key = openGate();

    assertThat(notices.of(key)).anySatisfy(notice -> {
      assertThat(notice.kind()).isEqualTo(Kind.TASK_WAITING);
      assertThat(notice.toGroup()).isEqualTo("legal");
      assertThat(notice.subject()).startsWith("Waiting for you: ").contains(key);
      assertThat(notice.text())
          .contains("/camunda/app/tasklist/default/#/?task=" + task(key, "legal"));
    });
  }

  private String openGate() {
    var key = "READY-" + System.nanoTime();
    initiatives.register("Ready to use", key, "pm");
    gate = engine
        .getRuntimeService()
        .startProcessInstanceByKey("sign-off-gate", key, Map.of("phase", "DEFINE"))
        .getId();
    runDueJobs();
    return key;
  }

  private String task(String key, String group) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskCandidateGroup(group)
        .includeAssignedTasks()
        .singleResult()
        .getId();
  }

  private List<String> found(String person, String filter) {
    return names(
        as(person).get("/engine-rest/filter/" + filter(filter) + "/list").json());
  }

  private String filter(String name) {
    return engine
        .getFilterService()
        .createTaskFilterQuery()
        .filterName(name)
        .singleResult()
        .getId();
  }

  private List<String> startable(String person) {
    return StreamSupport.stream(
            as(person)
                .get("/engine-rest/process-definition?startablePermissionCheck=true"
                    + "&startableInTasklist=true&latestVersion=true")
                .json()
                .spliterator(),
            false)
        .map(definition -> definition.get("key").asText())
        .toList();
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(entry -> entry.get("name").asText())
        .toList();
  }
}
