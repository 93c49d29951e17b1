package io.pilotage.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RollbackApiTest extends WebTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Autowired private Initiatives initiatives;
  @Autowired private Models models;
  @Autowired private Routes routes;
  @Autowired private Rollouts rollouts;

  private String key;
  private String model;

  @BeforeEach
  void operateAModel() {
    key = "RBAPI-" + NUMBER.incrementAndGet();
    model = key.toLowerCase();
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

    var back = as("operations").post("/api/models/" + model + "/rollback", Map.of("to", "previous-version", "reason", "Complaints"));

    assertThat(answer()).isEqualTo("v1");
    assertThat(back.status()).as(back.text()).isEqualTo(200);
    assertThat(back.json().get("model").asText()).isEqualTo(model);
    assertThat(back.json().get("initiative").asText()).isEqualTo(key);
    assertThat(back.json().get("stable").asText()).isEqualTo("v1");
    assertThat(back.json().get("share").asDouble()).isZero();
    assertThat(back.json().get("tookMillis").asLong()).isBetween(0L, 5_000L);
    assertThat(back.json().get("versions")).hasSize(2);
    assertThat(rollouts.rollbacks(model)).singleElement().satisfies(way -> assertThat(way.by()).isEqualTo("operations"));
    assertThat(engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey("roll-back-model").processInstanceBusinessKey(key).count())
        .as("the follow-up").isOne();
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
    assertThat(second.json().get("generation").asLong()).isEqualTo(first.json().get("generation").asLong());
    assertThat(second.json().get("tookMillis").asLong()).isEqualTo(first.json().get("tookMillis").asLong());
    assertThat(rollouts.rollbacks(model)).hasSize(1);
  }

  @Test
  void movesToTheFallback() {
    assertThat(rollBack("fallback", "It is on fire").status()).isEqualTo(200);
    assertThat(routes.get(model).onFallback()).isTrue();
  }

  @Test
  void refusesWhatItCannotDo() {
    assertProblem(as("operations").post("/api/models/nobody/rollback", Map.of("to", "fallback", "reason", "x")), 404, "model");
    assertProblem(rollBack("full", "Skip ahead"), 422, "to");
    assertProblem(rollBack("fallback", " "), 422, "reason");
    assertProblem(as("operations").post("/api/models/" + model + "/rollback", Map.of("reason", "x")), 422, "to");
    assertProblem(rollBack("previous-version", "x"), 422, "to");
    assertProblem(rollBack("previous-stage", "x"), 422, "to");
    assertThat(routes.get(model).generation()).as("nothing moved").isOne();
  }

  @Test
  void asksWhoCalls() {
    var wish = Map.of("to", "fallback", "reason", "x");

    assertThat(anonymously().post("/api/models/" + model + "/rollback", wish).status()).isEqualTo(401);
    assertThat(as("business").post("/api/models/" + model + "/rollback", wish).status()).isEqualTo(403);
    assertThat(routes.get(model).onFallback()).isFalse();
  }

  private Answer rollBack(String to, String reason) {
    return as("operations").post("/api/models/" + model + "/rollback", Map.of("to", to, "reason", reason));
  }

  private void promoteV2() {
    routes.change(routes.get(model).toStable("v2"), "system", "Promoted");
    models.markLive(model, "v2", "system");
  }

  private String answer() {
    return anonymously().post("/ofrep/v1/evaluate/flags/" + model, Map.of("context", Map.of("targetingKey", "anna"))).json().get("value").asText();
  }

  private static void assertProblem(Answer answer, int status, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
    assertThat(answer.json().get("detail").asText()).isNotBlank();
  }
}
