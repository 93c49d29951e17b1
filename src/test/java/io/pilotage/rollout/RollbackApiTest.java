package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.audit.Ledger;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RollbackApiTest extends WebTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  @Autowired
  private Callers callers;

  @Autowired
  private Ledger ledger;

  private String key;
  private String model;

  @BeforeEach
  void operateAModel() {
    key = "RBAPI-" + NUMBER.incrementAndGet();
    model = key.toLowerCase(Locale.ROOT);
    initiatives.register("Roll back by API", key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://v2", "data-science");
    models.approve(model, "v2", "engineering");
  }

  @Test
  @DisplayName("R65 one call moves the traffic back in operate, and the next OFREP answer shows it")
  void rollsBackInOperate() {
    promoteV2();
    assertThat(answer()).isEqualTo("v2");

    var back = as("operations")
        .post(
            "/api/models/" + model + "/rollback",
            Map.of("to", "previous-version", "reason", "Complaints"));

    assertThat(answer()).isEqualTo("v1");
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.json().get("model").asText()).isEqualTo(model);
    assertThat(back.json().get("initiative").asText()).isEqualTo(key);
    assertThat(back.json().get("stable").asText()).isEqualTo("v1");
    assertThat(back.json().get("share").asDouble()).isZero();
    assertThat(back.json().get("tookMillis").asLong()).isBetween(0L, 5_000L);
    assertThat(back.json().get("versions")).hasSize(2);
    assertThat(rollouts.rollbacks(model))
        .singleElement()
        .extracting(Rollback::by, Rollback::cause)
        .containsExactly("operations", RollbackCause.PERSON);
    assertThat(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processDefinitionKey("roll-back-model")
            .processInstanceBusinessKey(key)
            .count())
        .as("the follow-up")
        .isOne();
  }

  @Test
  @DisplayName("R65 the same call twice moves the traffic once")
  void rollsBackOnce() {
    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout");
    routes.change(routes.get(model).shiftTo(7_500), "system", "Majority");

    var first = rollBack("previous-stage", "Odd");
    var second = rollBack("previous-stage", "Odd");

    assertThat(first.json().get("share").asDouble()).isEqualTo(25.0);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().get("share").asDouble()).isEqualTo(25.0);
    assertThat(second.json().get("generation").asLong())
        .isEqualTo(first.json().get("generation").asLong());
    assertThat(second.json().get("tookMillis").asLong())
        .isEqualTo(first.json().get("tookMillis").asLong());
    assertThat(first.at("moved")).isEqualTo("true");
    assertThat(second.at("moved")).isEqualTo("false");
    assertThat(rollouts.rollbacks(model)).hasSize(1);
  }

  @Test
  @DisplayName("R65 a second reason for the same way back is kept, by whom, and said once")
  void keepsTheSecondReason() {
    promoteV2();
    rollBack("previous-version", "Complaints");

    var second = as("admin")
        .post(
            "/api/models/" + model + "/rollback",
            Map.of("to", "previous-version", "reason", "Refunds went to the wrong people"));
    rollBack("previous-version", "Complaints");

    assertThat(second.at("moved")).isEqualTo("false");
    assertThat(ledger.of(key, 30))
        .filteredOn(entry -> entry.action().equals("rollback-asked-again"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.actor()).isEqualTo("admin");
          assertThat(entry.subject()).isEqualTo(model);
          assertThat(entry.details())
              .contains("Refunds went to the wrong people", "previous-version");
        });
    assertThat(rollouts.rollbacks(model))
        .singleElement()
        .extracting(Rollback::reason)
        .isEqualTo("Complaints");
  }

  @Test
  @DisplayName(
      "R65 the page offers the ways back that are open now, and says why the others are not")
  void offersWhatIsPossible() {
    assertThat(form())
        .contains("value=\"fallback\"", "the fallback rules answers")
        .contains("No candidate of " + model + " has traffic", "no earlier version that may serve")
        .doesNotContain("value=\"previous-stage\"", "value=\"previous-version\"");

    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout");
    routes.change(routes.get(model).shiftTo(7_500), "system", "Majority");
    assertThat(form())
        .contains("value=\"previous-stage\"", "the candidate v2 has 25.0 %")
        .contains("value=\"previous-version\"", "everybody gets v1", "value=\"fallback\"")
        .doesNotContain("Not possible now");

    rollBack("fallback", "It is on fire");
    assertThat(form())
        .contains("value=\"previous-version\"")
        .contains("No candidate of " + model + " has traffic")
        .doesNotContain("value=\"previous-stage\"", "value=\"fallback\"");
  }

  @Test
  @DisplayName("R65 no way back at all is said, and no button is there that would be refused")
  void saysThatNoneIsPossible() {
    rollBack("fallback", "It is on fire");

    assertThat(form())
        .contains("The fallback answers already", "no earlier version that may serve")
        .doesNotContain("type=\"radio\"");
    assertThat(rollBack("previous-stage", "x").at("detail"))
        .contains("there is no stage before this one", "No way back is left");
  }

  @Test
  @DisplayName(
      "R65 a form that stands open is drawn anew when the traffic has changed, and only then")
  void drawsTheFormAnew() {
    var browser = new Browser(this::address);
    browser.login("operations", "demo");
    var shown = routes.get(model).generation();
    var ways = "/models/" + model + "/ways-back?generation=";
    assertThat(browser.get(ways + shown).statusCode()).isEqualTo(204);

    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout");
    routes.change(routes.get(model).shiftTo(500), "system", "Canary");

    assertThat(browser.get(ways + shown).body())
        .contains("value=\"previous-stage\"")
        .doesNotContain("<html");
  }

  private String form() {
    var browser = new Browser(this::address);
    browser.login("operations", "demo");
    var page = browser.get("/models/" + model).body();
    return page.substring(
        page.indexOf("id=\"roll-back\""), page.indexOf("Step backs and rollbacks"));
  }

  @Test
  @DisplayName("R65 who asks for what is so already is told that nothing moved")
  void saysThatNothingMoved() {
    rollBack("fallback", "It is on fire");
    clock.pass(Duration.ofHours(1));
    var generation = routes.get(model).generation();

    var again = rollBack("fallback", "Still on fire");

    assertProblem(again, 422, "to");
    assertThat(again.at("detail"))
        .contains("Nothing moved: the fallback answers already.", "Choose another way back");
    assertThat(routes.get(model).generation()).isEqualTo(generation);
    assertThat(rollouts.rollbacks(model)).hasSize(1);
  }

  @Test
  @DisplayName(
      "R65 while the router is not seen doing it, who asks again is told that it is repeated")
  void saysThatTheRouterIsStillAsked() {
    var notSeenYet = routes.get(model).toFallback();

    assertThat(notSeenYet.confirmed()).isFalse();
    assertThat(Retreat.nothingMoved(notSeenYet))
        .contains(
            "ordered already that the fallback answers",
            "repeated until the router is seen doing it");
  }

  @Test
  @DisplayName(
      "R65 a verdict from before the traffic changed is shown as such, and one event told to several "
          + "groups is one line")
  void tellsWhatIsOver() {
    callers.of(model, "v1").send(400);
    rollouts.judge(model);
    assertThat(as("pm").get("/api/models/" + model).at("/verdict/current")).isEqualTo("true");
    var browser = new Browser(this::address);
    browser.login("operations", "demo");
    assertThat(browser.get("/models/" + model).body())
        .doesNotContain("Not judged since the traffic changed");

    rollBack("fallback", "Complaints");

    assertThat(as("pm").get("/api/models/" + model).at("/verdict/current")).isEqualTo("false");
    assertThat(browser.get("/models/" + model).body())
        .contains("Not judged since the traffic changed", "no version answers");
    assertThat(browser.get("/").body()).contains("not judged since its traffic changed");

    runDueJobs();

    assertThat(browser.get("/models/" + model).body())
        .doesNotContain("Not judged since the traffic changed")
        .contains("no version serves");
    var told = browser.get("/initiatives/" + key).body();
    assertThat(told.split("Traffic of " + model + " was rolled back", -1))
        .as("one line")
        .hasSize(2);
    assertThat(told)
        .as("and all whom it was told")
        .containsPattern(
            "Traffic of " + model + " was rolled back</span> <span[^>]*>to [a-z-]+, [a-z-]+");
    assertThat(browser.get("/").body()).contains("#roll-back");
    var other = new Browser(this::address);
    other.login("pm", "demo");
    assertThat(other.get("/").body()).as("a button that would refuse").doesNotContain("#roll-back");
  }

  @Test
  @DisplayName(
      "R63 a version that waits for its turn is seen on the model's page, its initiative's, and by the API")
  void showsWhatWaits() {
    models.register(model, "v3", key, "s3://v3", "data-science");
    models.approve(model, "v3", "engineering");
    var processes = Stream.of("v2", "v3").map(this::rollOut).toList();

    var shown = as("pm").get("/api/models/" + model);
    assertThat(shown.at("/candidate")).isEqualTo("v2");
    assertThat(shown.at("/waiting/0/version")).isEqualTo("v3");
    assertThat(shown.at("/waiting/0/behind")).isEqualTo("v2");
    assertThat(as("pm").get("/api/initiatives/" + key).at("/waitingVersions/0/version"))
        .isEqualTo("v3");
    var browser = new Browser(this::address);
    browser.login("pm", "demo");
    for (var page : List.of("/models/" + model, "/initiatives/" + key))
      assertThat(browser.get(page).body())
          .as(page)
          .contains("Version v3 was accepted and waits for its turn", "behind v2");

    processes.forEach(
        id -> engine.getRuntimeService().deleteProcessInstance(id, "The test is over."));
  }

  private String rollOut(String version) {
    var process = engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "roll-out-model", key, Map.of("version", version, "retraining", true));
    runDueJobs();
    return process.getId();
  }

  @Test
  void movesToTheFallback() {
    assertThat(rollBack("fallback", "It is on fire").status()).isEqualTo(200);
    assertThat(routes.get(model).onFallback()).isTrue();
  }

  @Test
  void refusesWhatItCannotDo() {
    assertProblem(
        as("operations")
            .post("/api/models/nobody/rollback", Map.of("to", "fallback", "reason", "x")),
        404,
        "model");
    assertProblem(rollBack("full", "Skip ahead"), 422, "to");
    assertProblem(rollBack("fallback", " "), 422, "reason");
    assertProblem(
        as("operations").post("/api/models/" + model + "/rollback", Map.of("reason", "x")),
        422,
        "to");
    assertProblem(rollBack("previous-version", "x"), 422, "to");
    assertProblem(rollBack("previous-stage", "x"), 422, "to");
    assertThat(routes.get(model).generation()).as("nothing moved").isOne();
  }

  @Test
  void asksWhoCalls() {
    var wish = Map.of("to", "fallback", "reason", "x");

    assertThat(anonymously().post("/api/models/" + model + "/rollback", wish).status())
        .isEqualTo(401);
    assertThat(as("business").post("/api/models/" + model + "/rollback", wish).status())
        .isEqualTo(403);
    assertThat(routes.get(model).onFallback()).isFalse();
  }

  private Answer rollBack(String to, String reason) {
    return as("operations")
        .post("/api/models/" + model + "/rollback", Map.of("to", to, "reason", reason));
  }

  private void promoteV2() {
    routes.change(routes.get(model).toStable("v2"), "system", "Promoted");
    models.markLive(model, "v2", "system");
  }

  private String answer() {
    return anonymously()
        .post(
            "/ofrep/v1/evaluate/flags/" + model, Map.of("context", Map.of("targetingKey", "anna")))
        .json()
        .get("value")
        .asText();
  }

  private static void assertProblem(Answer answer, int status, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    assertThat(answer.json().get("detail").asText()).isNotBlank();
  }
}
