package io.pilotage.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.experiment.Experiments;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("What stands in one line is one line, and what is an amount is one there can be")
class LinesAndAmountsTest extends WebTest {

  private static final String FORGED =
      "Typed outcomes\r\nBcc: someone@example.org\u2028\u202Egpj.exe";
  private static final String FOLDED = "Typed outcomes Bcc: someone@example.org gpj.exe";

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Experiments experiments;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Rollouts rollouts;

  private final String key =
      "LINE-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
  private final String model = key.toLowerCase(Locale.ROOT);

  @BeforeEach
  void serveAModel() {
    initiatives.register("One line", key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
  }

  @Test
  @DisplayName(
      "R1 a title of several lines is folded into one before it becomes a heading, a subject or an entry "
          + "of a calendar")
  void foldsATitle() {
    var answer = as("pm")
        .post(
            "/engine-rest/process-definition/key/ai-lifecycle/start",
            Map.of(
                "businessKey",
                key.replace("LINE", "TITLE"),
                "variables",
                Map.of("title", Map.of("value", FORGED, "type", "String"))));
    runDueJobs();

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(as("pm").get("/api/initiatives/" + key.replace("LINE", "TITLE")).at("title"))
        .isEqualTo(FOLDED);
    engine
        .getRuntimeService()
        .deleteProcessInstance(answer.at("id"), "the test is over", true, true);
  }

  @Test
  @DisplayName("R65 the reason of a rollback is one line wherever it is told")
  void foldsAReason() {
    var answer = as("operations")
        .post("/api/models/" + model + "/rollback", Map.of("to", "fallback", "reason", FORGED));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(rollouts.rollbacks(model).get(0).reason()).isEqualTo(FOLDED);
    assertThat(routes.history(model))
        .allSatisfy(change ->
            assertThat(change.reason()).doesNotContainPattern("\\p{Cntrl}|[\u2028\u202E]"));
  }

  @Test
  @DisplayName(
      "R40 R85 placeholders of programs are no money: refused by field, and nothing is kept")
  void refusesPlaceholders() {
    for (var cost : new String[] {"1.797e308", "1e308", "1e16"}) {
      var experiment = as("data-science")
          .post(
              "/api/initiatives/" + key + "/experiments",
              "{\"hypothesis\":\"x\",\"complexity\":\"baseline\",\"accuracy\":0.9,\"cost\":" + cost
                  + "}");
      var prediction = anonymously()
          .postLines(
              "/api/predictions",
              "{\"id\":\"" + key + "\",\"model\":\"" + model + "\",\"version\":\"v1\",\"at\":\""
                  + clock.instant() + "\",\"prediction\":1,\"cost\":" + cost + "}");

      assertThat(experiment.status()).as(experiment.text()).isEqualTo(422);
      assertThat(experiment.at("field")).isEqualTo("cost");
      assertThat(prediction.status()).as(prediction.text()).isEqualTo(422);
      assertThat(prediction.at("/rejected/0/field")).isEqualTo("cost");
    }
    assertThat(experiments.of(key)).isEmpty();
  }
}
