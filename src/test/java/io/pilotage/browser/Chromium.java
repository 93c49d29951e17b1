package io.pilotage.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.pilotage.Programs;
import java.util.List;
import java.util.Map;

/**
 * The browser of this machine, without a screen. Where there is none its tests are left out; see
 * {@link Programs}.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> QUIET = List.of(
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    var chromium = Programs.require("chromium");
    var playwright = Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setHeadless(true)
                .setArgs(QUIET)));
  }

  /** A window of a person who has just sat down: no cookies, nothing stored. */
  BrowserContext window(int width, int height) {
    var window = browser.newContext(
        new Browser.NewContextOptions().setViewportSize(width, height).setLocale("en-US"));
    window.setDefaultTimeout(30_000);
    return window;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
