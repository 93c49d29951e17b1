package io.pilotage.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class EvidencePageTest extends WebTest {

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

  @Test
  @DisplayName("R63 the page of a model and the API say how sure a verdict is")
  void showsTheEvidence() {
    var key = initiatives.register("Show how sure a verdict is", null, "pm").key();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    callers.of(model, "v1").send(400);
    rollouts.judge(model);
    assertThat(rollouts.verdicts(model, 5))
        .isEqualTo(rollouts.verdictOf(model).stream().toList());

    var metrics = as("pm").get("/api/models/" + model).json().at("/verdict/metrics");
    var errors = StreamSupport.stream(metrics.spliterator(), false)
        .filter(metric -> metric.path("signal").asText().equals("error-rate"))
        .findFirst()
        .orElseThrow();
    assertThat(errors.at("/verdict").asText()).isEqualTo("PASS");
    assertThat(errors.at("/certainty/evidenceFor").asDouble())
        .isGreaterThan(errors.at("/certainty/evidence").asDouble());
    assertThat(errors.at("/certainty/growth")).isNotEmpty();
    assertThat(errors.at("/certainty/rule").asText()).isNotBlank();
    var browser = new Browser(this::address);
    browser.login("pm", "demo");
    assertThat(browser.get("/models/" + model).body())
        .contains("How sure this is", "class=\"favour\"", "Shown to keep its limit");
  }

  @Test
  @DisplayName("R63 the verdict on the page says which version it is about, and beside which one")
  void saysWhichVersionIsJudged() {
    var key = initiatives.register("Say who is judged", null, "pm").key();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    callers.of(model, "v1").send(400);
    rollouts.judge(model);
    var browser = new Browser(this::address);
    browser.login("pm", "demo");
    assertThat(browser.get("/models/" + model).body())
        .contains("About the stable version v1, which answers everybody.");

    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout");
    assertThat(browser.get("/models/" + model).body())
        .contains("About the stable version v1, not about the candidate v2.");
    routes.change(routes.get(model).shiftTo(500), "system", "Canary");
    callers.of(model, "v2").send(400);
    rollouts.judge(model);
    assertThat(browser.get("/models/" + model + "/live").body())
        .contains("About the candidate v2, beside the stable version v1.");

    routes.change(routes.get(model).withoutCandidate(), "system", "Rejected");
    assertThat(browser.get("/models/" + model).body())
        .contains("About v2, which neither serves nor is the candidate any more.");
  }
}
