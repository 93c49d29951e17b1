package io.pilotage.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.pilotage.identity.Groups;
import io.pilotage.initiative.Initiatives;
import io.pilotage.monitoring.log.Callers;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import io.pilotage.registry.Models;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Routes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("The product's pages on a desk and on a phone")
class PagesBrowserTest extends BrowserTest {

  // Instants, lengths of time and constants as machines write them.
  private static final Pattern MACHINE_WORDS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d|\\bPT\\d+[HMS]|\\b[A-Z]+_[A-Z]+\\b");
  private static final String CROOKED_ROWS = """
      () => [...document.querySelectorAll('main table tr')].filter(row => row.offsetParent && row.cells.length > 1)
          .filter(row => new Set([...row.cells].map(cell => Math.round(cell.getBoundingClientRect().top))).size > 1)
          .map(row => row.innerText)
      """;

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

  @Autowired
  private Notices notices;

  @Test
  @DisplayName(
      "Rows of tables are rows, nothing is wider than the window, and sentences are for people")
  void canBeShownToAnybody() {
    var key = initiatives.register("Show every page", null, "pm").key();
    var model = key.toLowerCase(Locale.ROOT) + "-model";
    initiatives.nameModel(key, model);
    models.adopt(model, "v1", key, "s3://models/v1", "engineering");
    models.register(model, "v2", key, "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key, "v1", "rules", "engineering");
    engine.getRuntimeService().startProcessInstanceByKey("roll-out-model", key);
    runDueJobs();
    callers.of(model, "v1").send(400);
    callers.of(model, "v2").send(400);
    rollouts.judge(model);
    notices.tellGroup(
        Groups.OPERATIONS, null, Kind.INFO, "Seen: " + "v".repeat(190), "A name without a space.");

    logIn("operations", "/");
    for (var path :
        List.of("/", "/models/" + model, "/initiatives/" + key, "/initiatives/" + key + "/data")) {
      for (int width : new int[] {1280, 400}) {
        page.setViewportSize(width, 900);
        page.navigate(address(path));
        page.screenshot(new Page.ScreenshotOptions()
            .setPath(Path.of(
                "target",
                "pictures",
                "Pages" + path.replace('/', '-').replace(key, "x") + "-" + width + ".png"))
            .setFullPage(!path.equals("/")));
        if (width == 1280)
          assertThat((List<?>) page.evaluate(CROOKED_ROWS))
              .as("rows of %s whose cells are not side by side", path)
              .isEmpty();
        assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
            .as("the width of %s", path)
            .isLessThanOrEqualTo(width);
      }
      assertThat(bringsItsFont()).as("the font of %s", path).isTrue();
      // What other tests left on the board is not ours.
      if (!path.equals("/"))
        assertThat(page.locator("main").innerText()).as(path).doesNotContainPattern(MACHINE_WORDS);
    }
    assertThat(rollouts.verdictOf(model)).as("the page showed a verdict").isPresent();
    end(key);
  }

  private void end(String key) {
    endProcessesOf(key);
  }
}
