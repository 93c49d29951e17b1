package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FreezeBrowserTest extends BrowserTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @AfterEach
  void thaw() {
    if (as("pm").get("/api/freeze").json().get("frozen").asBoolean())
      as("pm").delete("/api/freeze");
  }

  @Test
  @DisplayName(
      "R65 a program manager freezes promotions on the board, confirms it, reads it everywhere, and ends it")
  void freezesPromotions() {
    var key = initiatives.register("Freeze in the browser", null, "pm").key();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    models.adopt(model, "v1", key, "s3://v1", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    models.register(model, "v2", key, "s3://v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.change(routes.get(model).withCandidate("v2"), "system", "Rollout.");

    logIn("pm", "/");
    wide("button");
    page.getByLabel("Why").fill("The books of the year are being closed");
    page.getByLabel("Until, in UTC").fill("2099-01-04T08:00");
    page.getByText("Freeze promotions").click();
    assertThat(page.locator("#live")).not().containsText("Frozen until");
    page.getByLabel("Yes, stop all promotions").check();
    page.getByText("Freeze promotions").click();
    assertThat(page.locator("#live .say.warn"))
        .containsText(
            "Frozen until 4 Jan 2099, 08:00 UTC because: The books of the year are being closed (pm)");
    wide("frozen");

    page.navigate(address("/models/" + model));
    assertThat(page.locator("#live .say.warn"))
        .containsText("The books of the year are being closed");
    wide("model");

    page.navigate(address("/"));
    page.getByLabel("Yes, let promotions go on").check();
    page.getByText("End the freeze").click();
    assertThat(page.locator(".say.good")).containsText("goes on by itself");
    assertThat(page.locator("#live")).not().containsText("Frozen until");
  }

  /**
   * What people see at a desk and on a phone; the top of the page, because other tests fill the
   * board below.
   */
  private void wide(String moment) {
    for (int width : new int[] {1280, 400}) {
      page.setViewportSize(width, 900);
      page.screenshot(new Page.ScreenshotOptions()
          .setPath(Path.of("target", "pictures", "Freeze-" + moment + "-" + width + ".png")));
    }
    page.setViewportSize(1400, 900);
  }
}
