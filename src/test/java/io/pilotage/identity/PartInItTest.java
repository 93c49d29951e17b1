package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@DisplayName("R81 writing needs a part in it, and reading any part at all")
class PartInItTest extends WebTest {

  private static final String EXPERIMENT =
      "{\"hypothesis\":\"Made up\",\"complexity\":\"baseline\",\"accuracy\":0.999,\"cost\":0}";
  private static final String FORM = "multipart/form-data; boundary=cut";
  private static final String FILE = "--cut\r\nContent-Disposition: form-data; name=\"file\"; "
      + "filename=\"made-up.csv\"\r\n\r\na,b\r\n1,2\r\n\r\n--cut--\r\n";
  private static final String PASSWORD = "in no group at all";

  @Autowired
  Initiatives initiatives;

  @Autowired
  People people;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping routes;

  private String path;

  @BeforeEach
  void register() {
    path = "/api/initiatives/"
        + initiatives.register("Nobody writes here unasked", null, "pm").key();
    people.register("nobody-special", "Nobody Special", "nobody-special@example.org", PASSWORD);
  }

  @Test
  @DisplayName("Somebody in no group writes nothing, reads nothing, and may still log out")
  void refusesWhoeverIsInNoGroup() {
    var nobody = anonymously().header("Authorization", basic("nobody-special", PASSWORD));

    assertThat(writes(nobody)).allSatisfy((what, answer) -> {
      assertThat(answer.status()).as(what + " " + answer).isEqualTo(403);
      assertThat(answer.json().path("detail").asText()).contains("Ask somebody of that group");
    });
    for (var page : List.of(
        path,
        path + "/experiments",
        path + "/datasets",
        "/api/models",
        "/api/initiatives",
        "/v3/api-docs")) {
      assertThat(nobody.get(page).status()).as(page).isEqualTo(403);
    }
    assertThat(nobody.get(path).json().path("detail").asText())
        .contains("in no group", "administrator");
    assertThat(nobody.get("/login").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("Legal writes no experiment and brings no data, and reads both")
  void refusesAnotherGroup() {
    assertThat(as("legal").post(path + "/experiments", EXPERIMENT).status()).isEqualTo(403);
    assertThat(as("legal").post(path + "/datasets", FORM, FILE).status()).isEqualTo(403);
    assertThat(as("legal")
            .post(path + "/experiments", EXPERIMENT)
            .json()
            .path("detail")
            .asText())
        .contains("data-science", "engineering");
    assertThat(as("legal").get(path + "/experiments").json()).isEmpty();
    assertThat(as("legal").get(path + "/datasets").status()).isEqualTo(200);

    assertThat(as("data-science").post(path + "/experiments", EXPERIMENT).status())
        .isEqualTo(201);
    assertThat(as("engineering").post(path + "/datasets", FORM, FILE).status()).isEqualTo(201);
  }

  @Test
  @DisplayName(
      "An administrator writes no evidence in somebody's place, and stops promotions in an emergency")
  void administratorsWriteNoEvidence() {
    assertThat(writes(as("admin")))
        .allSatisfy((what, answer) ->
            assertThat(answer.status()).as(what + " " + answer).isEqualTo(403));

    assertThat(as("admin").post("/api/freeze", Map.of("reason", "")).status())
        .as("asked why, not sent away")
        .isEqualTo(422);
    assertThat(as("admin")
            .post(
                "/api/models/no-such-model/rollback",
                Map.of("to", "fallback", "reason", "Emergency"))
            .status())
        .isEqualTo(404);
  }

  @Test
  @DisplayName(
      "An administrator, or somebody a task was assigned to, answers no task of a group they are not in")
  void nobodyAnswersInSomebodysPlace() {
    var process = engine
        .getRuntimeService()
        .startProcessInstanceByKey("define-problem", path.substring(path.lastIndexOf('/') + 1))
        .getId();
    var task = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(process)
        .taskDefinitionKey("Task_FrameProblem")
        .singleResult()
        .getId();
    try {
      for (var assignee : new String[] {null, "legal"}) {
        engine.getTaskService().setAssignee(task, assignee);
        var answered = as(assignee == null ? "admin" : assignee)
            .post("/engine-rest/task/" + task + "/complete", Map.of());
        assertThat(answered.status()).as(answered.toString()).isEqualTo(422);
        assertThat(answered.json().path("detail").asText())
            .contains("Only members of “business” can answer this task");
      }
      assertThat(engine.getTaskService().createTaskQuery().taskId(task).count()).isOne();
    } finally {
      engine.getRuntimeService().deleteProcessInstance(process, "test is over");
    }
  }

  @Test
  @DisplayName("Who may is asked before the body is read")
  void asksBeforeItReads() {
    assertThat(as("legal").post(path + "/experiments", "{ no json").status()).isEqualTo(403);
    assertThat(as("data-science").post(path + "/experiments", "{ no json").status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("Every address that changes something names its groups, or the scope of its token")
  void everyWritingRouteNamesItsPeople() {
    assertThat(routes.getHandlerMethods()).hasSizeGreaterThan(40);
    assertThat(nameless(routes)).isEmpty();
    assertThat(routes.getHandlerMethods().values().stream()
            .map(method -> method.getMethodAnnotation(For.class))
            .filter(part -> part != null)
            .flatMap(part -> Stream.of(part.value())))
        .allMatch(group -> Groups.ALL.contains(group) || Groups.ADMINISTRATORS.equals(group));
  }

  @Test
  void theCheckCanFail() throws NoSuchMethodException {
    var broken = new RequestMappingHandlerMapping();
    broken.registerMapping(
        RequestMappingInfo.paths("/forgotten").methods(RequestMethod.POST).build(),
        this,
        forgotten());
    broken.registerMapping(RequestMappingInfo.paths("/any-verb").build(), this, forgotten());

    assertThatThrownBy(() -> assertThat(nameless(broken)).isEmpty())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("/forgotten")
        .hasMessageContaining("/any-verb");
  }

  void changesSomething() {}

  private static Method forgotten() throws NoSuchMethodException {
    return PartInItTest.class.getDeclaredMethod("changesSomething");
  }

  private static List<String> nameless(RequestMappingHandlerMapping mapping) {
    return mapping.getHandlerMethods().entrySet().stream()
        .filter(route -> writes(route.getKey()) && !namesItsPeople(route.getValue()))
        .map(route -> route.getKey() + " → " + route.getValue())
        .toList();
  }

  /** A route without a verb answers to every one. */
  private static boolean writes(RequestMappingInfo route) {
    var verbs = route.getMethodsCondition().getMethods();
    return verbs.isEmpty()
        || !Set.of(RequestMethod.GET, RequestMethod.HEAD, RequestMethod.OPTIONS).containsAll(verbs);
  }

  private static boolean namesItsPeople(HandlerMethod method) {
    return method.hasMethodAnnotation(For.class)
        || method.hasMethodAnnotation(ForServices.class)
        || ErrorController.class.isAssignableFrom(method.getBeanType());
  }

  private Map<String, Answer> writes(Client person) {
    return Map.of(
        "experiment", person.post(path + "/experiments", EXPERIMENT),
        "upload", person.post(path + "/datasets", FORM, FILE),
        "KPI change",
            person.post(
                path + "/kpi-changes",
                Map.of("kpis", List.of(), "gaps", List.of(), "reason", "Because")),
        "approval", person.post(path + "/kpi-changes/1/approve", Map.of("party", "BUSINESS")),
        "actual", person.post(path + "/actuals", Map.of("kpi", "hours", "value", 1)),
        "return",
            person.post(path + "/returns", Map.of("month", "2026-10", "cost", 1, "benefit", 2)),
        "withdrawal", person.post(path + "/withdraw", Map.of("reason", "Because")),
        "version",
            person.post(
                "/api/models/some-model/versions", Map.of("version", "v9", "artifact", "s3://v9")));
  }
}
