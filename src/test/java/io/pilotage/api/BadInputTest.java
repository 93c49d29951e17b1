package io.pilotage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Bad input over HTTP: a clear 4xx in problem details, and nothing half done")
class BadInputTest extends WebTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String MUCH = "x".repeat(10_500_000);

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  private String key;
  private String model;
  private String rollback;

  @BeforeEach
  void rollOutAModel() {
    key = "BAD-" + NUMBER.incrementAndGet();
    model = key.toLowerCase(Locale.ROOT);
    rollback = "/api/models/" + model + "/rollback";
    initiatives.register("Bad input", key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://v1", "engineering");
    models.register(model, "v2", key, "s3://v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout");
    routes.change(routes.get(model).shiftTo(500), "system", "Canary");
  }

  @ParameterizedTest(name = "{0} {1} → 404 {2}")
  @CsvSource({
    "GET,  /api/models/nobody,                          model",
    "GET,  /api/initiatives/NOBODY-9,                   initiative",
    "GET,  /api/initiatives/NOBODY-9/audit,             initiative",
    "GET,  /api/initiatives/NOBODY-9/experiments,       initiative",
    "POST, /api/initiatives/NOBODY-9/withdraw,          initiative",
    "POST, /api/models/nobody/rollback,                 model",
    "POST, /api/models/nobody/versions,                 model",
    "GET,  /api/nothing/here,                           path"
  })
  void unknownNamesAreNamed(String method, String path, String field) {
    var body = "POST".equals(method)
        ? "{\"reason\":\"x\",\"to\":\"fallback\",\"version\":\"v9\",\"artifact\":\"a\"}"
        : null;
    var person =
        path.endsWith("versions") ? "engineering" : path.endsWith("rollback") ? "operations" : "pm";

    assertProblem(
        as(person).send(method, path, body == null ? null : "application/json", body), 404, field);
  }

  @Test
  @DisplayName("Unknown processes and tasks over /engine-rest are a 404 in JSON")
  void unknownProcesses() {
    var start = as("pm").post("/engine-rest/process-definition/key/nothing/start", Map.of());
    var complete = as("business").post("/engine-rest/task/nothing/complete", Map.of());

    assertThat(start.status()).isEqualTo(404);
    assertThat(complete.status())
        .as("the engine alone would call it a fault of its own")
        .isEqualTo(404);
    for (var answer : new Answer[] {start, complete, as("pm").get("/engine-rest/task/nothing")}) {
      assertThat(answer.header("Content-Type")).contains("json");
      assertBare(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/error", "/error?status=200"})
  @DisplayName("The place where errors are shown is no address of its own, whoever asks for it")
  void noErrorToShow(String path) {
    assertThat(anonymously().get(path).status()).isEqualTo(404);
    assertThat(as("pm").header("Accept", "text/html").get(path).status()).isEqualTo(404);
  }

  @ParameterizedTest(name = "rollback with {0}")
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "\"fallback\"",
        "{\"to\":7}",
        "{\"to\":{}}",
        "{\"to\":\"100\",\"reason\":\"x\"}",
        "{\"to\":null,\"reason\":\"x\"}",
        "{\"to\":\"fallback\"}",
        "{\"to\":\"fallback\",\"reason\":{}}",
        "{\"to\":\"fallback\",\"reason\":\" \"}",
        "{\"to\":\"fallback\",\"reason\":NaN}"
      })
  void brokenBodiesMoveNothing(String body) {
    var before = routes.get(model);

    var answer = as("operations").post(rollback, body);

    assertThat(answer.status()).as(answer.toString()).isIn(400, 422);
    assertProblem(answer, answer.status(), answer.at("field"));
    assertThat(answer.at("field")).isIn("body", "to", "reason");
    assertThat(routes.get(model)).isEqualTo(before);
    assertThat(rollouts.rollbacks(model)).isEmpty();
  }

  @Test
  @DisplayName("R60 there is no way from 5 to 100 % by the API")
  void nothingSkipsAStage() {
    var before = routes.get(model);

    assertProblem(
        as("operations").post(rollback, Map.of("to", "next-stage", "reason", "Faster")), 422, "to");
    assertProblem(
        as("operations").post(rollback, Map.of("to", "full", "reason", "Faster")), 422, "to");
    for (var path : new String[] {
      "/api/models/" + model,
      "/api/models/" + model + "/route",
      "/api/models/" + model + "/share",
      "/api/models/" + model + "/promote"
    }) {
      for (var method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
        var answer = as("operations")
            .send(
                method,
                path,
                "application/json",
                "{\"share\":100,\"stable\":\"v2\",\"generation\":99}");
        assertThat(answer.status()).as(method + " " + path + " " + answer).isIn(403, 404, 405);
      }
    }
    assertThat(as("operations")
            .post(
                rollback,
                "{\"to\":\"fallback\",\"reason\":\"x\",\"share\":100,\"candidate\":\"v2\"}")
            .status())
        .isIn(200, 400, 422);
    assertThat(routes.get(model).share()).isLessThanOrEqualTo(before.share());
    assertThat(routes.get(model).stable()).isEqualTo("v1");
  }

  @Test
  @DisplayName("No login and a wrong one are 401, a wrong group is 403, for every kind of address")
  void whoCalls() {
    for (var path : new String[] {
      "/api/models/" + model + "/rollback",
      "/api/models/" + model + "/versions",
      "/api/initiatives/" + key + "/withdraw"
    }) {
      var wish = Map.of("to", "fallback", "reason", "x", "version", "v9", "artifact", "a");
      assertProblem(anonymously().post(path, wish), 401, "Authorization");
      assertProblem(
          anonymously().header("Authorization", basic("nobody", "demo")).post(path, wish),
          401,
          "Authorization");
      assertProblem(as("legal").post(path, wish), 403, "user");
    }
    assertProblem(
        anonymously().post("/engine-rest/process-definition/key/ai-lifecycle/start", Map.of()),
        401,
        "Authorization");
    assertThat(as("legal")
            .post("/engine-rest/process-definition/key/ai-lifecycle/start", Map.of())
            .status())
        .isEqualTo(403);
    assertThat(rollouts.rollbacks(model)).isEmpty();
    assertThat(models.find(model, "v9")).isEmpty();
    assertThat(initiatives.get(key).ended()).isFalse();
  }

  @Test
  void otherFormatsAreRefused() {
    assertProblem(
        as("operations").post(rollback, "text/plain", "to=fallback"), 415, "Content-Type");
    assertProblem(
        as("operations")
            .post(rollback, "application/x-www-form-urlencoded", "to=fallback&reason=x"),
        415,
        "Content-Type");
    assertProblem(
        as("operations").post(rollback, "application/xml", "<to>fallback</to>"),
        415,
        "Content-Type");
    assertProblem(as("operations").send("PUT", rollback, "application/json", "{}"), 405, "method");
    assertProblem(as("operations").get(rollback), 405, "method");
    assertThat(anonymously().send("PUT", "/ofrep/v1/evaluate/flags", "application/json", "{}"))
        .as("OFREP answers in its own words")
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(405))
        .satisfies(answer -> assertThat(answer.at("errorDetails")).isEqualTo("Ask with POST."));
    assertThat(rollouts.rollbacks(model)).isEmpty();
  }

  @ParameterizedTest(name = "{0} as {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/alerts                                                | pm            | {\"alerts\":#}",
        "/api/alerts                                                | pm            | "
            + "{\"alerts\":[{\"labels\":{\"model\":#}}]}",
        "/api/predictions                                           | pm            | {\"id\":#}",
        "/api/outcomes                                              | pm            | {\"id\":#}",
        "/ofrep/v1/evaluate/flags/x                                 | pm            | {\"context\":#}",
        "/ofrep/v1/evaluate/flags                                   | pm            | {\"context\":#}",
        "/api/models/x/rollback                                     | operations    | "
            + "{\"to\":\"fallback\",\"reason\":\"x\",\"more\":#}",
        "/api/models/x/versions                                     | engineering   | {\"version\":#}",
        "/api/initiatives/x/withdraw                                | pm            | {\"reason\":#}",
        "/api/freeze                                                | operations    | {\"until\":#}",
        "/engine-rest/task                                          | legal         | {\"more\":#}",
        "/engine-rest/task/count                                    | legal         | {\"orQueries\":[{\"more\":#}]}",
        "/engine-rest/process-definition/key/ai-lifecycle/start     | pm            | "
            + "{\"variables\":{\"title\":{\"value\":#}}}",
        "/engine-rest/process-definition/key/ai-lifecycle/start     | pm            | "
            + "{\"variables\":{\"title\":{\"type\":\"Json\",\"value\":\"#\"}}}"
      })
  @DisplayName(
      "JSON nested half a million deep is refused in a sentence wherever JSON is read, and so is a "
          + "number of 100,000 digits")
  void deepAndLong(String path, String person, String body) {
    for (var much : new String[] {
      "[".repeat(400_000) + "]".repeat(400_000),
      "[".repeat(200) + "]".repeat(200),
      "1" + "0".repeat(100_000)
    }) {
      var answer = as(person)
          .send(
              "POST",
              path,
              path.matches("/api/(predictions|outcomes)")
                  ? "application/x-ndjson"
                  : "application/json",
              body.replace("#", much));
      assertThat(answer.status()).as(shortened(answer)).isBetween(400, 422);
      assertBare(answer);
      assertThat(answer.text()).doesNotContain("StreamReadConstraints", "fasterxml", "SPIN");
    }
  }

  @Test
  @DisplayName("Ten megabytes where a sentence is expected are refused")
  void hugeBodies() {
    var answer =
        as("operations").post(rollback, "{\"to\":\"fallback\",\"reason\":\"" + MUCH + "\"}");

    assertProblem(answer, 413, "body");
    assertThat(rollouts.rollbacks(model)).isEmpty();
    assertThat(routes.get(model).onFallback()).isFalse();
    var engineRest = as("pm")
        .post(
            "/engine-rest/process-definition/key/ai-lifecycle/start",
            "{\"businessKey\":\"" + key + "-HUGE\",\"variables\":{\"title\":{\"value\":\"" + MUCH
                + "\"}}}");
    assertProblem(engineRest, 413, "body");
    assertThat(initiatives.find(key + "-HUGE")).isEmpty();
  }

  @ParameterizedTest(name = "GET {0}")
  @ValueSource(
      strings = {
        "/api/models/%zz",
        "/api/models/a%00b",
        "/api//models",
        "/api/models/..;/x",
        "/api/models/%2e%2e/%2e%2e/etc",
        "/api/models/a|b",
        "/api/models/%C3%28",
        "/engine-rest/task/%zz",
        "/engine-rest/nothing",
        "/ofrep/v1/evaluate/flags/%zz"
      })
  @DisplayName("Not even a broken address is answered with a page or a stack trace")
  void brokenAddresses(String path) throws IOException {
    var answer = raw(
        "GET", path, "Authorization: " + basic("pm", "demo") + "\r\nAccept: application/json\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 4")
        .doesNotContainIgnoringCase(
            "<html", "<!doctype", "at org.apache", "at io.pilotage", "java.lang.");
  }

  @Test
  @DisplayName("A browser's Accept header changes nothing for /api")
  void neverAPage() {
    for (var path :
        new String[] {"/api/models/nobody", "/api/initiatives/NOBODY-9", "/api/nothing"}) {
      var answer =
          as("pm").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8").get(path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("Content-Type")).as(path).startsWith("application/problem+json");
      assertBare(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"alerts\":{}}",
        "{\"alerts\":\"x\"}",
        "{\"alerts\":[7]}",
        "{\"version\":\"4\",\"alerts\":[{\"status\":\"firing\",\"labels\":7}]}"
      })
  @DisplayName("What is no Alertmanager webhook is refused and moves nothing")
  void brokenAlerts(String body) {
    var before = routes.get(model);

    var answer = anonymously().post("/api/alerts", body);

    assertThat(answer.status()).as(answer.toString()).isIn(400, 422);
    assertProblem(answer, answer.status(), answer.at("field"));
    assertThat(routes.get(model)).isEqualTo(before);
  }

  private static void assertProblem(Answer answer, int status, String field) {
    assertThat(answer.status()).as(shortened(answer)).isEqualTo(status);
    assertThat(answer.header("Content-Type"))
        .as(shortened(answer))
        .startsWith("application/problem+json");
    assertThat(answer.at("status")).isEqualTo(Integer.toString(status));
    assertThat(answer.at("field")).as(shortened(answer)).isEqualTo(field).isNotBlank();
    assertThat(answer.at("detail")).as(shortened(answer)).isNotBlank();
    assertBare(answer);
  }

  private static void assertBare(Answer answer) {
    assertThat(answer.text())
        .doesNotContainIgnoringCase("<html", "<!doctype")
        .doesNotContain("\tat ", "at io.pilotage", "at org.", "java.lang.", "stackTrace\":\"");
  }

  private static String shortened(Answer answer) {
    var text = answer.toString();
    return text.substring(0, Math.min(300, text.length()));
  }

  /** One request as it is typed, without a client that tidies the path. */
  private String raw(String method, String path, String headers) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      var request = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
          + headers + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
