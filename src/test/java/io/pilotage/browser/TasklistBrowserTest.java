package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.pilotage.gate.Gates;
import io.pilotage.gate.SignOffDecision;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("R4 People work in Tasklist")
class TasklistBrowserTest extends BrowserTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Gates gates;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @AfterEach
  void leaveNothingRunning() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .processInstanceBusinessKeyLike("BROWSE%")
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  @Test
  @DisplayName("a program manager starts an initiative and finds its first task")
  void startsAnInitiative() {
    logIn("pm", TASKLIST);
    assertThat(page.getByText("Waiting on me").first()).isVisible();
    picture("tasklist");

    startProcess("AI lifecycle");
    page.getByLabel("What is it about?").fill("Browse for fewer false alarms");
    picture("start-form");
    startIt();
    runDueJobs();

    var started = initiatives.all().stream()
        .filter(initiative -> initiative.title().equals("Browse for fewer false alarms"))
        .toList();
    assertThat(started)
        .singleElement()
        .satisfies(initiative -> assertThat(engine
                .getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(initiative.key())
                .count())
            .isPositive());
    page.reload();
    page.getByText("Phase 1 · Define").first().click();
    assertThat(page.locator(".tasks-list").getByText(started.get(0).key()).first())
        .isVisible();
    picture("phase");
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .processInstanceBusinessKey(started.get(0).key())
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  @Test
  @DisplayName("a reviewer of security signs off a phase")
  void signsOffAPhase() {
    var key = "BROWSE-" + System.nanoTime();
    initiatives.register("Browse and sign", key, "pm");
    engine
        .getRuntimeService()
        .startProcessInstanceByKey("sign-off-gate", key, Map.of("phase", "DEFINE"));
    runDueJobs();

    logIn("security", TASKLIST);
    page.getByText("Waiting on me").first().click();
    page.locator(".tasks-list").getByText(key).first().click();
    claim();
    page.getByLabel("Yes, continue").check();
    page.getByLabel("Comment (needed with every “no”)").fill("Seen and fine.");
    assertThat(bringsItsFont()).isTrue();
    picture("form");
    complete("Sign off phase", key);
    runDueJobs();

    assertThat(gates.of(key))
        .singleElement()
        .satisfies(gate -> assertThat(gate.signOffs()).anySatisfy(signOff -> {
          assertThat(signOff.role()).isEqualTo("security");
          assertThat(signOff.by()).isEqualTo("security");
          assertThat(signOff.decision()).isEqualTo(SignOffDecision.APPROVED);
        }));
  }

  @Test
  @DisplayName("R65 an operator rolls a model back")
  void rollsAModelBack() {
    endAll("roll-back-model", "handle-incident");
    var key = "BROWSE-" + System.nanoTime();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.register("Browse and roll back", key, "pm");
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.change(routes.get(model).toStable("v2"), "system", "Promoted.");
    models.markLive(model, "v2", "system");

    logIn("operations", TASKLIST);
    startProcess("Roll back a model");
    page.locator(".modal-dialog")
        .getByRole(AriaRole.TEXTBOX, new Locator.GetByRoleOptions().setName("Model"))
        .fill(model);
    page.getByLabel("To the version before, completely").check();
    page.getByLabel("Why?").fill("Customers complain.");
    picture("start-form");
    startIt();

    assertThat(routes.get(model).stable())
        .as("traffic is back as soon as the form is sent")
        .isEqualTo("v1");
    assertThat(routes.history(model).get(0).by()).isEqualTo("operations");
    runDueJobs();
    endAll("handle-incident");
    page.reload();
    page.getByText("Rollbacks and incidents").first().click();
    assertThat(page.locator(".tasks-list").getByText(key).first()).isVisible();
  }

  /**
   * A page of Tasklist shows fifteen tasks; those other tests left behind must not push ours off
   * it.
   */
  private void endAll(String... processes) {
    for (var process : processes) {
      engine
          .getRuntimeService()
          .createProcessInstanceQuery()
          .processDefinitionKey(process)
          .list()
          .forEach(left -> engine
              .getRuntimeService()
              .deleteProcessInstanceIfExists(
                  left.getId(), "another test left it", true, true, true, true));
    }
  }

  @Test
  @DisplayName("one logout leaves Tasklist and leads to the one login")
  void logsOut() {
    logIn("legal", TASKLIST);
    assertThat(page.locator("a.pilotage-board")).isVisible();
    assertThat(page.locator(".ce-eol-banner")).isHidden();
    assertThat(page.locator(".navbar-brand").first()).containsText("Pilotage Tasks");

    page.locator(".account .dropdown-toggle").click();
    page.locator(".account .logout a").click();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Log in")))
        .isVisible();

    page.navigate(address("/"));
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Log in")))
        .isVisible();
  }

  private void startProcess(String process) {
    page.getByText("Start process").first().click();
    page.locator(".modal-dialog")
        .getByText(process, new Locator.GetByTextOptions().setExact(true))
        .first()
        .click();
  }

  private void startIt() {
    page.locator(".modal-dialog")
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Start").setExact(true))
        .click();
    assertThat(page.locator(".modal-dialog")).isHidden();
  }
}
