package io.pilotage.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.pilotage.Programs;
import io.pilotage.WebTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** A person at a real browser. Every test starts logged out and leaves pictures in {@code target/pictures}. */
abstract class BrowserTest extends WebTest {

  private static final List<String> QUIET = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage");

  private static Playwright playwright;
  private static Browser browser;

  private String name;
  private BrowserContext window;
  protected Page page;

  @BeforeAll
  static void startBrowser() {
    var chromium = Programs.require("chromium");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setHeadless(true).setArgs(QUIET));
  }

  @AfterAll
  static void stopBrowser() {
    if (playwright != null) playwright.close();
    playwright = null;
  }

  @BeforeEach
  void openWindow(TestInfo test) {
    name = getClass().getSimpleName() + "-" + test.getTestMethod().orElseThrow().getName();
    window = browser.newContext(new Browser.NewContextOptions().setViewportSize(1400, 900).setLocale("en-US"));
    window.setDefaultTimeout(30_000);
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    page = window.newPage();
  }

  @AfterEach
  void closeWindow() {
    picture("end");
    window.close();
  }

  /** Logs in at the one login page and goes on to where the person wanted to be. */
  protected void logIn(String person, String path) {
    page.navigate(address(path));
    page.getByLabel("Name").fill(person);
    page.getByLabel("Password").fill("demo");
    picture("login");
    page.locator("button[type=submit]").click();
    page.waitForURL(url -> !url.contains("/login"));
  }

  protected void picture(String moment) {
    page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + "-" + moment + ".png")));
  }
}
