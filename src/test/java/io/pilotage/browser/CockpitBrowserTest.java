package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The engine's own pages ask nothing that is refused to whom they are for")
class CockpitBrowserTest extends BrowserTest {

  private final List<String> refused = new CopyOnWriteArrayList<>();

  private String key;
  private String define;

  @BeforeEach
  void listen() {
    key = "COCKPIT-" + System.nanoTime();
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "ai-lifecycle", key, Map.of("title", "To be looked at", "sponsor", "business"));
    runDueJobs();
    define = engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("define-problem")
        .processInstanceBusinessKey(key)
        .singleResult()
        .getId();
    page.onResponse(response -> {
      // The engine's own refusals are no problem details: those are about rights, and its pages
      // know them.
      var ours =
          response.headers().getOrDefault("content-type", "").startsWith("application/problem+json")
              && response.status() != 401;
      if (response.url().contains("/camunda/api/") && (ours || response.status() >= 500))
        refused.add(response.status() + " " + response.request().method() + " " + response.url());
    });
  }

  @AfterEach
  void end() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .rootProcessInstances()
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  @Test
  void overseersReadEverythingInCockpit() {
    var definition = engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(define)
        .singleResult()
        .getProcessDefinitionId();
    logIn("operations", "/camunda/app/cockpit/default/");

    look("processes", "/process-definition/statistics");
    look(
        "process-definition/" + definition + "/runtime?tab=job-definition-table",
        "/job-definition");
    look("process-instance/" + define + "/runtime", "/activity-instances");
    assertThat(page.getByText("Frame problem").first()).isVisible();
    look("decisions", "/decision-definition");
    look("deployments", "/deployment");
    look("batch", "/batch");

    assertThat(page.locator(".notifications .alert-danger")).hasCount(0);
    assertThat(refused).isEmpty();
  }

  @Test
  void everybodyWorksInTasklist() {
    logIn("business", TASKLIST);
    var task = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(key)
        .taskDefinitionKey("Task_FrameProblem")
        .singleResult()
        .getId();

    for (var tab : List.of("task-detail-form", "task-detail-history", "task-detail-diagram"))
      go(TASKLIST + "#/?task=" + task + "&detailsTab=" + tab);

    assertThat(refused).isEmpty();
  }

  @Test
  void administratorsKeepPeopleInAdmin() {
    logIn("admin", "/camunda/app/admin/default/");

    for (var place : List.of(
        "users",
        "users/legal?tab=profile",
        "users/legal?tab=groups",
        "groups/legal?tab=users",
        "user-create",
        "authorization?resource=0",
        "system?section=system-settings-general")) {
      go("/camunda/app/admin/default/#/" + place);
    }

    assertThat(refused).isEmpty();
  }

  @Test
  void everybodySeesTheOwnProfileInWelcome() {
    logIn("legal", "/camunda/app/welcome/default/");

    go("/camunda/app/welcome/default/#!/welcome");

    assertThat(refused).isEmpty();
  }

  /** Goes on within the page, which asks for what it shows there. */
  private void look(String place, String asked) {
    page.waitForResponse(
        response -> response.url().contains("/camunda/api/") && response.url().contains(asked),
        () -> page.evaluate("place => { location.hash = '#/' + place; }", place));
  }

  /** Each place is opened anew and waited for until it asks nothing more. */
  private void go(String place) {
    page.navigate("about:blank");
    page.navigate(address(place));
    page.waitForLoadState(
        LoadState.NETWORKIDLE, new Page.WaitForLoadStateOptions().setTimeout(20_000));
  }
}
