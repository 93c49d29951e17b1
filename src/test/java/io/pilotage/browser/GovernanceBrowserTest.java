package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.LinkKind;
import io.pilotage.operation.Governance;
import io.pilotage.operation.GovernanceReview;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("R76 R77 A program manager reviews the governance in Tasklist")
class GovernanceBrowserTest extends BrowserTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Governance governance;

  @AfterEach
  void endWhatWasStarted() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .processInstanceBusinessKeyLike("GOVERN%")
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  @Test
  @DisplayName("a row of a list that is filled in can be sent, and arrives")
  void proposesAnAdjacentUseCase() {
    var key = inReview();

    logIn("pm", "/camunda/app/tasklist/default/");
    page.getByText("Waiting on me").first().click();
    page.locator(".tasks-list").getByText("Review governance · " + key).first().click();
    press("Claim");
    assertThat(pressable("Complete")).isVisible();
    assertThat(page.getByText("would come before its time")).isVisible();
    page.getByLabel("What was learned since the last review?")
        .fill("Amounts above 1,000 drift first");
    page.getByLabel("What changes in the governance?").fill("Nothing");
    page.getByText("Add new").click();
    choose(
        page.locator(".fjs-form-field-select")
            .filter(new Locator.FilterOptions().setHasText("What is it?")),
        "Adjacent use case");
    page.getByLabel("Title").fill("Transfers like payments");
    page.getByLabel("Where to").fill("Transfers");
    picture("filled");
    press("Complete");
    assertThat(page.locator(".tasks-list").getByText("Review governance · " + key))
        .hasCount(0);

    assertThat(governance.of(key))
        .singleElement()
        .extracting(GovernanceReview::learned, review -> review.changes().said())
        .containsExactly("Amounts above 1,000 drift first", "Nothing");
    assertThat(governance.of(key).get(0).nextSteps()).singleElement().satisfies(step -> {
      assertThat(step.proposal().kind()).isEqualTo(LinkKind.ADJACENT_USE_CASE);
      assertThat(step.proposal().scope()).isEqualTo("Transfers");
      assertThat(step.warning()).contains("Stabilise");
    });
  }

  private String inReview() {
    var key = "GOVERN-" + System.nanoTime();
    initiatives.register("Govern in a browser", key, "pm");
    initiatives.nameModel(key, key.toLowerCase(Locale.ROOT));
    models.adopt(key.toLowerCase(Locale.ROOT), "v1", key, "s3://models/v1", "engineering");
    routes.open(key.toLowerCase(Locale.ROOT), key, "v1", "rules", "engineering");
    var operate = engine.getRuntimeService().startProcessInstanceByKey("operate-model", key);
    finish(operate.getId());
    finish(operate.getId());
    var review = engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(operate.getId())
        .singleResult();
    assertThat(as("operations")
            .post(
                "/engine-rest/task/" + review.getId() + "/complete",
                Map.of(
                    "variables",
                    Map.of(
                        "working",
                        Map.of("value", "YES"),
                        "reviewDecision",
                        Map.of("value", "KEEP"),
                        "reviewNote",
                        Map.of("value", "By the numbers"))))
            .status())
        .isEqualTo(204);
    return key;
  }

  /** Runs the next job of the process, a timer too. */
  private void finish(String process) {
    engine.getManagementService().createJobQuery().processInstanceId(process).list().stream()
        .map(Job::getId)
        .forEach(job -> engine.getManagementService().executeJob(job));
  }

  private Locator pressable(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
        .first();
  }

  private void press(String name) {
    pressable(name).click();
  }
}
