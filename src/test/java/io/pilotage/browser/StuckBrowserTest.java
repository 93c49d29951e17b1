package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class StuckBrowserTest extends BrowserTest {

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  private String key;

  @AfterEach
  void end() {
    endProcessesOf(key);
  }

  @Test
  @DisplayName(
      "Whoever looks at the board sees within seconds that a step is stuck; operations tick that they "
          + "mean it, try again, and read that it was done")
  void triesAgain() {
    key = initiatives.register("Stand still in the browser", null, "pm").key();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://v1", "engineering");
    models.register(model, "v2", key, "s3://v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    var rollOut = engine
        .getRuntimeService()
        .startProcessInstanceByKey("roll-out-model", key)
        .getId();
    var job = engine.getManagementService().createJobQuery().messages().list().stream()
        .filter(one -> rollOut.equals(one.getRootProcessInstanceId()))
        .findFirst()
        .orElseThrow();

    logIn("operations", "/");
    assertThat(page.locator("#live")).not().containsText("Claim turn of " + key);
    var taken = System.nanoTime();
    assertThat(as("admin")
            .header("Pilotage-Reason", "To see")
            .put("/engine-rest/job/" + job.getId() + "/retries", Map.of("retries", 0))
            .status())
        .isEqualTo(204);
    assertThat(line()).isVisible();
    System.out.printf("The board said so after %.1f s.%n", (System.nanoTime() - taken) / 1e9);
    wide("board");

    button(line()).click();
    assertThat(line()).isVisible();
    line().getByLabel("Yes, try it again").check();
    page.waitForResponse(response -> response.url().endsWith("/board/live"), () -> {});
    assertThat(line().getByLabel("Yes, try it again")).isChecked();
    page.navigate(address("/initiatives/" + key));
    wide("initiative");

    line().getByLabel("Yes, try it again").check();
    button(line()).click();
    assertThat(page.locator(".say.good")).containsText("Done: “Claim turn” is tried again now");
    assertThat(page.locator("main")).not().containsText("is stuck since");
    wide("done");
  }

  private Locator line() {
    return page.locator(".say.bad")
        .filter(new Locator.FilterOptions().setHasText("Claim turn of " + key));
  }

  private static Locator button(Locator within) {
    return within.locator("button");
  }

  /** What people see at a desk and on a phone; nothing is wider than the window. */
  private void wide(String moment) {
    for (int width : new int[] {1280, 400}) {
      page.setViewportSize(width, 900);
      page.screenshot(new Page.ScreenshotOptions()
          .setPath(Path.of("target", "pictures", "Stuck-" + moment + "-" + width + ".png")));
      assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
          .as("the width of %s", moment)
          .isLessThanOrEqualTo(width);
    }
    page.setViewportSize(1400, 900);
  }
}
