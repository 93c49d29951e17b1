package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The two known holes of the engine are shut")
class AttackTest extends WebTest {

  private static final String PROOF = "pilotage.attack";
  /** Sets a system property when it is evaluated as an expression with access to any object. */
  private static final String HARMLESS_CODE =
      "${''.getClass().forName('java.lang.System').getMethod('setProperty',''.getClass(),''.getClass()).invoke(null,'"
          + PROOF + "','done')}";

  private static final String BEAN = "${clock.instant()}";

  @AfterEach
  void forget() {
    System.clearProperty(PROOF);
    engine
        .getFilterService()
        .createTaskFilterQuery()
        .filterNameLike("attack%")
        .list()
        .forEach(filter -> engine.getFilterService().deleteFilter(filter.getId()));
  }

  @ParameterizedTest(name = "CVE-2026-109432: {0} in a query runs no code")
  @ValueSource(
      strings = {
        "dueAfterExpression",
        "dueBeforeExpression",
        "followUpBeforeExpression",
        "createdAfterExpression",
        "assigneeExpression",
        "candidateUserExpression",
        "candidateGroupExpression",
        "candidateGroupsExpression",
        "processInstanceBusinessKeyExpression",
        "ownerExpression"
      })
  void queriesRunNoCode(String member) {
    for (var code : List.of(HARMLESS_CODE, BEAN)) {
      for (var body :
          List.of(Map.of(member, code), Map.of("orQueries", List.of(Map.of(member, code))))) {
        var answers = List.of(
            as("legal").post("/engine-rest/task", body),
            as("legal").post("/engine-rest/task/count", body));
        assertThat(System.getProperty(PROOF)).as("%s was run by %s", code, body).isNull();
        assertThat(answers)
            .allSatisfy(answer ->
                assertThat(answer.status()).as(body + " → " + answer).isGreaterThanOrEqualTo(400));
      }
    }
  }

  @Test
  @DisplayName(
      "CVE-2026-109432: a stored filter runs no code, neither its own query nor one that extends it")
  void filtersRunNoCode() {
    for (var query : List.of(
        Map.of("dueAfterExpression", HARMLESS_CODE),
        Map.of("orQueries", List.of(Map.of("dueAfterExpression", HARMLESS_CODE))))) {
      var made = as("admin")
          .post(
              "/engine-rest/filter/create",
              Map.of(
                  "resourceType",
                  "Task",
                  "name",
                  "attack " + query.size() + query.hashCode(),
                  "owner",
                  "admin",
                  "query",
                  query,
                  "properties",
                  Map.of()));
      if (made.status() == 200) {
        var id = made.at("id");
        assertThat(as("admin").get("/engine-rest/filter/" + id + "/list").status())
            .isGreaterThanOrEqualTo(400);
        assertThat(as("admin").get("/engine-rest/filter/" + id + "/count").status())
            .isGreaterThanOrEqualTo(400);
        assertThat(
                as("admin").get("/engine-rest/filter/" + id + "/singleResult").status())
            .isGreaterThanOrEqualTo(400);
      }
      assertThat(System.getProperty(PROOF)).isNull();
    }
    var harmless = as("admin")
        .post(
            "/engine-rest/filter/create",
            Map.of(
                "resourceType",
                "Task",
                "name",
                "attack extended",
                "owner",
                "admin",
                "query",
                Map.of(),
                "properties",
                Map.of()));
    var extended = as("admin")
        .post(
            "/engine-rest/filter/" + harmless.at("id") + "/list",
            Map.of("orQueries", List.of(Map.of("dueAfterExpression", HARMLESS_CODE))));
    assertThat(extended.status()).isGreaterThanOrEqualTo(400);
    assertThat(System.getProperty(PROOF)).isNull();
  }

  @Test
  void theAttackWouldSucceedWithoutTheGuard() throws Exception {
    var code = HARMLESS_CODE.substring(2, HARMLESS_CODE.length() - 1);
    assertThat(code).startsWith("''.getClass()");

    Class.forName("java.lang.System")
        .getMethod("setProperty", String.class, String.class)
        .invoke(null, PROOF, "done");

    assertThat(System.getProperty(PROOF)).isEqualTo("done");
  }

  @Test
  void theFunctionsOfFiltersStillWork() {
    var tasks = engine.getTaskService();
    var waiting = tasks.newTask();
    waiting.setName("For legal");
    waiting.setAssignee("legal");
    waiting.setDueDate(new Date(0));
    tasks.saveTask(waiting);
    try {
      for (var query : List.of(
          Map.of("assigneeExpression", "${currentUser()}"),
          Map.of("dueBeforeExpression", "${now()}", "assignee", "legal"),
          Map.of(
              "orQueries",
              List.of(Map.of(
                  "assigneeExpression",
                  "${currentUser()}",
                  "candidateGroupsExpression",
                  "${currentUserGroups()}"))))) {
        var filter = as("admin")
            .post(
                "/engine-rest/filter/create",
                Map.of(
                    "resourceType",
                    "Task",
                    "name",
                    "attack none " + query.hashCode(),
                    "owner",
                    "admin",
                    "query",
                    query,
                    "properties",
                    Map.of()));
        assertThat(filter.status()).as(filter.toString()).isEqualTo(200);
        share(filter.at("id"));
        var found = as("legal").get("/engine-rest/filter/" + filter.at("id") + "/list");
        assertThat(found.text()).as(query.toString()).contains("For legal");
      }
    } finally {
      tasks.deleteTask(waiting.getId(), true);
    }
  }

  private void share(String filter) {
    var right =
        engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
    right.setUserId("*");
    right.setResource(Resources.FILTER);
    right.setResourceId(filter);
    right.addPermission(Permissions.READ);
    engine.getAuthorizationService().saveAuthorization(right);
  }

  @ParameterizedTest(name = "CVE-2026-77226: {0}")
  @ValueSource(
      strings = {
        "/camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/setup/default/user/create/",
        "/camunda/api/admin/setup/",
        "/camunda/api/admin/setup",
        "/camunda/api/admin//setup/default/user/create",
        "/camunda/api/admin/./setup/default/user/create",
        "/camunda/api/admin/x/../setup/default/user/create",
        "/camunda/api/admin/setup;a=b/default/user/create",
        "/camunda/api/admin;x=1/setup/default/user/create",
        "/camunda/api/admin;jsessionid=1/;y/setup/default/user/create",
        "/camunda/api/admin/%73etup/default/user/create",
        "/camunda/api/%61dmin/setup/default/user/create",
        "/camunda/api/admin%2Fsetup%2Fdefault/user/create",
        "/camunda/api/admin/%2573etup/default/user/create",
        "/camunda/api/admin/SETUP/default/user/create",
        "/camunda/api/admin%5Csetup/default/user/create",
        "/camunda/api/admin/setup%3Ba=b/default/user/create"
      })
  void nobodyMakesAnAdministratorWithoutLogin(String path) throws IOException {
    var body = "{\"profile\":{\"id\":\"intruder\",\"firstName\":\"I\",\"lastName\":\"N\"},"
        + "\"credentials\":{\"password\":\"x\"}}";

    // Tomcat itself refuses encoded slashes and backslashes, before anything of ours.
    assertThat(raw("POST", path, body)).as(path).matches("(?s)HTTP/1\\.1 40[03] .*");

    assertThat(engine.getIdentityService().createUserQuery().userId("intruder").count())
        .isZero();
  }

  @Test
  @DisplayName("Nobody deploys a model by REST, administrators neither")
  void nobodyDeploys() throws IOException {
    var model = Bpmn.convertToString(Bpmn.createExecutableProcess("intruder")
        .camundaHistoryTimeToLive(1)
        .startEvent()
        .endEvent()
        .done());
    var before = engine.getRepositoryService().createDeploymentQuery().count();
    for (var person : List.of("admin", "pm", "legal")) {
      var answer = as(person)
          .post(
              "/engine-rest/deployment/create",
              "multipart/form-data; boundary=B",
              "--B\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nintruder\r\n"
                  + "--B\r\nContent-Disposition: form-data; name=\"model\"; "
                  + "filename=\"intruder.bpmn\"\r\nContent-Type: application/xml\r\n\r\n"
                  + model + "\r\n--B--\r\n");
      assertThat(answer.status()).as(person + " " + answer).isEqualTo(403);
    }
    var existing = engine
        .getRepositoryService()
        .createDeploymentQuery()
        .listPage(0, 1)
        .get(0)
        .getId();
    assertThat(as("admin")
            .post("/engine-rest/deployment/" + existing + "/redeploy", Map.of())
            .status())
        .isEqualTo(403);

    assertThat(engine.getRepositoryService().createDeploymentQuery().count()).isEqualTo(before);
    assertThat(engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKey("intruder")
            .count())
        .isZero();
  }

  @Test
  void noPersonMayCallAnyProcessOrChangeOne() {
    for (var process :
        List.of("sign-off-gate", "define-problem", "roll-out-model", "operate-model")) {
      assertThat(as("pm")
              .post("/engine-rest/process-definition/key/" + process + "/start", Map.of())
              .status())
          .as(process)
          .isIn(403, 404);
    }
    assertThat(as("legal")
            .post("/engine-rest/process-definition/key/ai-lifecycle/start", Map.of())
            .status())
        .isEqualTo(403);
    assertThat(as("pm")
            .post(
                "/engine-rest/message",
                Map.of("messageName", "initiative-withdrawn", "businessKey", "NONE-1"))
            .status())
        .isIn(400, 403);
  }

  /** One request as it is typed, without a client that tidies the path. */
  private String raw(String method, String path, String body) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      var request = method + " " + path
          + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
          + body.length() + "\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
