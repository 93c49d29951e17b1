package io.pilotage.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import io.pilotage.WebTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * A person at a real browser. Every test starts logged out and leaves pictures in
 * {@code target/pictures}.
 */
abstract class BrowserTest extends WebTest {

  protected static final String TASKLIST = "/camunda/app/tasklist/default/";

  /** A list that can be searched holds its answer in a field, another one shows it. */
  private static final String CHOSEN = "select => (select.querySelector('input[type=text]')?.value "
      + "|| select.querySelector('.fjs-select-display')?.textContent || '').trim()";

  private static Chromium chromium;

  private String name;
  private BrowserContext window;
  protected Page page;

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
    setDefaultAssertionTimeout(30_000);
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) chromium.close();
    chromium = null;
  }

  @BeforeEach
  void openWindow(TestInfo test) {
    name = getClass().getSimpleName() + "-" + test.getTestMethod().orElseThrow().getName();
    window = chromium.window(1400, 900);
    page = window.newPage();
  }

  @AfterEach
  void closeWindow() {
    picture("end");
    window.close();
  }

  /** Logs in at the one login page and goes on to where the person wanted to be. */
  protected void logIn(String person, String path) {
    window.clearCookies();
    page.navigate(address(path));
    page.getByLabel("Name").fill(person);
    page.getByLabel("Password").fill("demo");
    picture("login");
    page.locator("button[type=submit]").click();
    page.waitForURL(url -> !url.contains("/login"));
  }

  /**
   * Opens the one task of this name that waits for the person about the initiative, and claims it.
   */
  protected void take(String task, String key) {
    page.getByText("Waiting on me").first().click();
    waiting(task, key).click();
    claim();
  }

  protected void claim() {
    button("Claim").first().click();
    assertThat(button("Complete")).isVisible();
  }

  /**
   * Completes the task, which then waits for nobody any more; the next one about the same
   * initiative may.
   */
  protected void complete(String task, String key) {
    button("Complete").click();
    assertThat(waiting(task, key)).hasCount(0);
  }

  private Locator waiting(String task, String key) {
    return page.locator(".tasks-list li.task")
        .filter(new Locator.FilterOptions().setHasText(key))
        .filter(new Locator.FilterOptions().setHasText(task));
  }

  /**
   * Chooses from a list of a form until the form took the answer: while it draws itself anew it
   * closes the list that was just opened.
   */
  protected void choose(Locator select, String answer) {
    var item = page.locator(".fjs-dropdownlist-item")
        .filter(new Locator.FilterOptions()
            .setHasText(Pattern.compile("^" + answer.replaceAll("\\W", "."))))
        .first();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsInstanceOf(PlaywrightException.class)
        .untilAsserted(() -> {
          if (!item.isVisible())
            select.locator(".fjs-input-group").click(new Locator.ClickOptions().setTimeout(2_000));
          item.click(new Locator.ClickOptions().setTimeout(2_000));
          Assertions.assertThat((String) select.evaluate(CHOSEN)).startsWith(answer);
        });
  }

  /** What is shown is shown in the font we bring, not in one of the machine. */
  protected boolean bringsItsFont() {
    return (boolean) page.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].some(it => it.family.includes('IBM Plex "
            + "Sans') && it.status === 'loaded'))");
  }

  protected Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  protected void picture(String moment) {
    page.screenshot(new Page.ScreenshotOptions()
        .setPath(Path.of("target", "pictures", name + "-" + moment + ".png")));
  }
}
