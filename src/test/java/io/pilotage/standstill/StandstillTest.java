package io.pilotage.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pilotage.WebTest;
import io.pilotage.audit.Entry;
import io.pilotage.audit.Ledger;
import io.pilotage.identity.Browser;
import io.pilotage.initiative.Initiatives;
import io.pilotage.notification.Notice;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A step that stands still is heard, whoever took its tries")
class StandstillTest extends WebTest {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final int MORE_THAN_ENOUGH = 40;

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Notices notices;

  @Autowired
  private Ledger ledger;

  private String key;

  @BeforeEach
  void register() {
    key = initiatives.register("Stand still", null, "pm").key();
  }

  @AfterEach
  void end() {
    endProcessesOf(key);
  }

  @Test
  @DisplayName(
      "An administrator takes a job's tries over REST: board, page and API say so at once, operations "
          + "are told once, “try again” carries on")
  void saysWhoseTriesWereTaken() {
    readyToRollOut();
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);

    assertThat(as("admin")
            .header("Pilotage-Reason", "To see")
            .put("/engine-rest/job/" + job().getId() + "/retries", Map.of("retries", 0))
            .status())
        .isEqualTo(204);

    var stuck = stuck();
    assertThat(stuck.at("/step").asText()).isEqualTo("Claim turn");
    assertThat(stuck.at("/since").asText()).isNotEmpty();
    assertThat(stuck.at("/tries").asInt(-1)).isZero();
    assertThat(stuck.at("/why").asText()).contains("Somebody took its tries");
    assertThat(as("pm").get("/api/initiatives/" + key).at("/health")).isEqualTo("attention");
    assertThat(told())
        .singleElement()
        .satisfies(notice -> assertThat(notice.toGroup()).isEqualTo("operations"));
    for (var page : List.of("/", "/board/live", "/initiatives/" + key)) {
      assertThat(browser("operations").get(page).body())
          .as(page)
          .contains("Claim turn", "is stuck", "Yes, try it again");
      assertThat(browser("legal").get(page).body())
          .as(page)
          .contains("Claim turn", "is stuck")
          .doesNotContain("Yes, try it again");
    }

    var again = "/api/stuck/" + stuck.at("/id").asText() + "/try-again";
    assertThat(as("legal").post(again, "").status()).isEqualTo(403);
    assertThat(as("operations").post(again, "").status()).isEqualTo(204);
    assertThat(as("operations").post(again, "").at("/detail")).contains("not stuck any more");
    assertThat(ledger.of(key, 20))
        .filteredOn(entry -> entry.action().equals("step-tried-again"))
        .singleElement()
        .extracting(Entry::actor, Entry::subject)
        .containsExactly("operations", "Claim turn");
    runDueJobsOf(key);
    assertThat(routes.get(key.toLowerCase(Locale.ROOT) + "-model").share()).isEqualTo(500);
    assertThat(as("pm").get("/api/initiatives/" + key).json().at("/stuck")).isEmpty();
    assertThat(as("pm").get("/api/initiatives/" + key).at("/health")).isEqualTo("healthy");
    assertThat(told()).hasSize(1);
  }

  @Test
  @DisplayName(
      "A step that fails is tried again with pauses that grow over hours; then it is said why, in a "
          + "sentence, and how often it was tried")
  void givesUpAfterHours() {
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
    var began = clock.instant();
    var pause = Duration.ZERO;
    var tries = 0;
    while (job().getRetries() > 0 && tries < MORE_THAN_ENOUGH) {
      assertThat(as("pm").get("/api/initiatives/" + key).json().at("/stuck")).isEmpty();
      var tried = clock.instant();
      runDueJobsOf(key);
      tries++;
      if (job().getRetries() == 0) break;
      var next = Duration.between(tried, job().getDuedate().toInstant());
      assertThat(next).as("the pause after try %s", tries).isGreaterThan(pause);
      pause = next;
      clock.passUntil(job().getDuedate().toInstant());
    }

    assertThat(Duration.between(began, clock.instant()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(12));
    assertThat(stuck().at("/tries").asInt()).isEqualTo(tries).isGreaterThan(5);
    assertThat(stuck().at("/why").asText())
        .contains("has not named its model")
        .doesNotContain("Exception", "io.pilotage", "ENGINE-");
    assertThat(told())
        .singleElement()
        .satisfies(notice -> assertThat(notice.text()).contains("has not named its model"));

    readyToRollOut();
    assertThat(press("operations", stuck().at("/id").asText(), "").body())
        .contains("Please confirm");
    assertThat(press("operations", stuck().at("/id").asText(), "yes").body())
        .contains("Done: “Claim turn” is tried again");
    runDueJobsOf(key);
    assertThat(routes.get(key.toLowerCase(Locale.ROOT) + "-model").share()).isEqualTo(500);
  }

  @Test
  @DisplayName("What fails again is stuck again at once, and told again")
  void isHeardEachTime() {
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
    runDueJobsOf(key);
    engine.getManagementService().setJobRetries(job().getId(), 0);
    assertThat(as("operations")
            .post("/api/stuck/" + stuck().at("/id").asText() + "/try-again", "")
            .status())
        .isEqualTo(204);

    runDueJobsOf(key);

    assertThat(stuck().at("/why").asText()).contains("has not named its model");
    assertThat(stuck().at("/tries").asInt()).isEqualTo(2);
    assertThat(told()).hasSize(2);
  }

  @Test
  @DisplayName(
      "Work of a worker outside stands still the same way, in the worker's words where they are fit for a page")
  void hearsWorkers() {
    engine
        .getRuntimeService()
        .createProcessInstanceByKey("retrain-model")
        .businessKey(key)
        .startBeforeActivity("Task_TrainModel")
        .execute();
    runDueJobsOf(key);
    var task = engine
        .getExternalTaskService()
        .fetchAndLock(100, "worker")
        .topic("train-model", 60_000)
        .execute()
        .stream()
        .filter(work -> key.equals(work.getBusinessKey()))
        .findFirst()
        .orElseThrow();
    engine
        .getExternalTaskService()
        .handleFailure(
            task.getId(), "worker", "java.lang.IllegalStateException: x\n at io.Worker", 0, 0);

    assertThat(stuck().at("/step").asText()).isEqualTo("Train model");
    assertThat(stuck().at("/why").asText()).isNotEmpty().doesNotContain("Exception", "io.Worker");
    assertThat(told()).hasSize(1);
    assertThat(as("operations")
            .post("/api/stuck/" + stuck().at("/id").asText() + "/try-again", "")
            .status())
        .isEqualTo(204);
    assertThat(engine
            .getExternalTaskService()
            .createExternalTaskQuery()
            .externalTaskId(task.getId())
            .singleResult()
            .getRetries())
        .isOne();
  }

  @Test
  @DisplayName("A timer that is given its try back rings at its time, not now")
  void leavesATimerItsTime() {
    var process = engine
        .getRuntimeService()
        .createProcessInstanceByKey("retrain-model")
        .businessKey(key)
        .startBeforeActivity("Task_TrainModel")
        .execute();
    runDueJobsOf(key);
    var timers =
        engine.getManagementService().createJobQuery().timers().processInstanceId(process.getId());
    var timer = timers.singleResult();
    assertThat(timer.getDuedate()).isAfter(clock.instant());
    engine.getManagementService().setJobRetries(timer.getId(), 0);
    assertThat(stuck().at("/step").asText()).isEqualTo("Training overdue");
    assertThat(told())
        .singleElement()
        .extracting(Notice::subject)
        .isEqualTo("Training overdue of " + key + " is stuck");

    assertThat(as("operations")
            .post("/api/stuck/" + stuck().at("/id").asText() + "/try-again", "")
            .status())
        .isEqualTo(204);

    assertThat(timers.singleResult().getRetries()).isOne();
    assertThat(timers.singleResult().getDuedate()).isEqualTo(timer.getDuedate());
    assertThat(as("pm").get("/api/initiatives/" + key).json().at("/stuck")).isEmpty();
  }

  @Test
  @DisplayName(
      "The watch over all models belongs to no initiative, and is heard on the board all the same")
  void hearsWhatBelongsToNoInitiative() {
    var watch = engine
        .getManagementService()
        .createJobQuery()
        .timers()
        .processDefinitionKey("watch-models")
        .singleResult();
    engine.getManagementService().setJobRetries(watch.getId(), 0);
    try {
      var all = as("pm").get("/api/stuck").json();
      assertThat(all).anySatisfy(stuck -> {
        assertThat(stuck.at("/initiative").isNull()).isTrue();
        assertThat(stuck.at("/step").asText()).isEqualTo("Watch due");
      });
      assertThat(browser("pm").get("/").body()).contains("Watch due");
    } finally {
      engine.getManagementService().setJobRetries(watch.getId(), 3);
    }
  }

  private void readyToRollOut() {
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
  }

  private Job job() {
    return engine.getManagementService().createJobQuery().messages().list().stream()
        .filter(job -> key.equals(engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(job.getProcessInstanceId())
            .singleResult()
            .getBusinessKey()))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode stuck() {
    var stuck = as("pm").get("/api/initiatives/" + key).json().at("/stuck");
    assertThat(stuck).as("what is stuck").hasSize(1);
    return stuck.get(0);
  }

  private List<Notice> told() {
    return notices.of(key).stream()
        .filter(notice -> notice.subject().contains("is stuck"))
        .toList();
  }

  private Browser browser(String person) {
    var browser = new Browser(this::address);
    browser.login(person, "demo");
    return browser;
  }

  /** Presses the button, and reads the page it leads to. */
  private HttpResponse<String> press(String person, String id, String sure) {
    var browser = browser(person);
    var csrf = CSRF.matcher(browser.get("/initiatives/" + key).body());
    assertThat(csrf.find()).isTrue();
    var answer = browser.post(
        "/stuck/" + id + "/try-again",
        "application/x-www-form-urlencoded",
        "sure=" + sure + "&_csrf=" + csrf.group(1));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return browser.get(
        answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", ""));
  }
}
