package io.pilotage.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pilotage.initiative.Initiatives;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Where an initiative stands is drawn whole, however tall or wide its processes are")
class DiagramsBrowserTest extends BrowserTest {

  private static final List<String> PROCESSES = List.of(
      "define-problem", "prepare-data", "productionize-model", "run-experiments", "sign-off-gate");

  /**
   * What lies outside of the box it is drawn in; with scrolling, beyond what can be scrolled to.
   */
  private static final String CUT_OFF = """
      () => [...document.querySelectorAll('.diagram')].filter(box => {
          const drawn = box.querySelector('.djs-container .viewport').getBoundingClientRect();
          const part = box.querySelector('.diagram-window') ?? box;
          const seen = part.getBoundingClientRect();
          const left = seen.left - part.scrollLeft;
          return drawn.width < 50 || drawn.top < seen.top - 1 || drawn.bottom > seen.bottom + 1
              || drawn.left < left - 1 || drawn.right > left + part.scrollWidth + 1;
        }).map(box => box.dataset.process)
      """;

  private static final String SCROLLED = """
      () => [...document.querySelectorAll('.diagram-window')]
          .filter(part => part.scrollWidth > part.clientWidth + 1).map(part => part.parentElement.dataset.process)
      """;

  private static final String UNSEEN = """
      () => [...document.querySelectorAll('.diagram')].filter(box => {
          const now = box.querySelector('.now')?.getBoundingClientRect();
          const seen = box.getBoundingClientRect();
          return !now || now.left < seen.left - 1 || now.right > seen.right + 1;
        }).map(box => box.dataset.process)
      """;

  @Autowired
  private Initiatives initiatives;

  private String key;

  @AfterEach
  void end() {
    endProcessesOf(key);
  }

  @Test
  void showsAllOfIt() {
    key = initiatives.register("Draw every process", null, "pm").key();
    PROCESSES.forEach(process -> engine
        .getRuntimeService()
        .startProcessInstanceByKey(process, key, Map.of("phase", "DEFINE")));
    logIn("business", "/initiatives/" + key);

    for (int width : new int[] {1280, 400}) {
      page.setViewportSize(width, 900);
      page.navigate(address("/initiatives/" + key));
      PlaywrightAssertions.assertThat(page.locator(".diagram:has(.now)"))
          .hasCount(PROCESSES.size());
      page.screenshot(new Page.ScreenshotOptions()
          .setPath(Path.of("target", "pictures", "Diagrams-" + width + ".png"))
          .setFullPage(true));

      assertThat((List<?>) page.evaluate(CUT_OFF)).as("cut off at %s", width).isEmpty();
      assertThat((List<?>) page.evaluate(UNSEEN))
          .as("out of sight at %s", width)
          .isEmpty();
      if (width == 1280) assertThat((List<?>) page.evaluate(SCROLLED)).isEmpty();
      assertThat((int) page.evaluate("() => document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
      PlaywrightAssertions.assertThat(page.locator(".diagram > .bjs-powered-by"))
          .hasCount(PROCESSES.size());
    }
  }
}
