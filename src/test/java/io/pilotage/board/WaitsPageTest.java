package io.pilotage.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.dataset.Uploads;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("The page of an initiative shows everybody where it stands, and what is waited for "
    + "when it is no person")
class WaitsPageTest extends WebTest {

  private static final String LOANS = "age,approved\n20,yes\n21,no\n";

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Uploads uploads;

  private String key;

  @BeforeEach
  void register() {
    key = initiatives.register("Wait for the machine", null, "pm").key();
  }

  @AfterEach
  void end() {
    endProcessesOf(key);
  }

  @ParameterizedTest
  @DisplayName("R30 the audit of the data, which reports when it is done")
  @ValueSource(strings = {"pm", "business", "data-science", "engineering", "legal", "operations"})
  void news(String person) {
    engine.getRuntimeService().startProcessInstanceByKey("prepare-data", key);
    auditData();
    clock.pass(Duration.ofMinutes(4));

    assertThat(page(person))
        .contains("data-process=\"prepare-data\" data-active=\"Catch_DataProfiled\"")
        .containsPattern(">4 min</time>\\s*<span><b>Data profiled</b>")
        .contains("Prepare data, reported when it is done", "beside the process")
        .doesNotContain("Nobody:");
  }

  @Test
  @DisplayName("R60 a timer, with the moment it rings, beside the process that called for it")
  void time() {
    rollOut();
    runDueJobsOf(key);

    var page = page("legal");

    assertThat(page)
        .contains("data-process=\"roll-out-model\"", "data-active=\"Catch_SoakTimeOver\"")
        .containsPattern("<b>Soak time over</b>.*>Run stage, a timer, due \\d+ [A-Z].*UTC");
    assertThat(page).as("a called process is where it was called").doesNotContain("<b>Run stage");
  }

  @Test
  @DisplayName("a step of our own, and when it is tried again after it has failed")
  void steps() {
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
    assertThat(page("business"))
        .contains("<b>Claim turn</b>", "Roll out model, done by the machine");

    runDueJobsOf(key);

    assertThat(page("business")).containsPattern("done by the machine, next try \\d+ [A-Z].*UTC");
    var job = engine
        .getManagementService()
        .createJobQuery()
        .processDefinitionKey("roll-out-model")
        .list()
        .stream()
        .filter(one -> key.equals(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(one.getProcessInstanceId())
            .singleResult()
            .getBusinessKey()))
        .findFirst()
        .orElseThrow();
    engine.getManagementService().setJobRetries(job.getId(), 0);
    assertThat(page("business"))
        .contains("is stuck", "until what is stuck is tried again")
        .doesNotContain("<b>Claim turn</b> <span class=\"small quiet\"");
  }

  @Test
  @DisplayName("a worker outside")
  void workers() {
    engine
        .getRuntimeService()
        .createProcessInstanceByKey("retrain-model")
        .businessKey(key)
        .startBeforeActivity("Task_TrainModel")
        .execute();

    assertThat(page("data-science"))
        .contains("<b>Train model</b>", "Retrain model, done by a worker outside");
  }

  @Test
  void nobodyOnceItHasEnded() {
    assertThat(page("pm")).contains("Nobody: it has ended.");
  }

  private void auditData() {
    var file = new ByteArrayInputStream(LOANS.getBytes(StandardCharsets.UTF_8));
    var location = uploads.receive(key, "loans.csv", file).location();
    var task = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .singleResult();
    engine.getIdentityService().setAuthentication("data-science", List.of("data-science"));
    engine.getTaskService().complete(task.getId(), Map.of("location", location));
    engine.getIdentityService().clearAuthentication();
  }

  private void rollOut() {
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
  }

  private String page(String person) {
    var browser = new Browser(this::address);
    browser.login(person, "demo");
    return browser.get("/initiatives/" + key).body();
  }
}
