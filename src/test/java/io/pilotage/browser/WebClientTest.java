package io.pilotage.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pilotage.Programs;
import io.pilotage.initiative.Initiatives;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A page of another host with OpenFeature's web SDK and its OFREP provider, as npm has them, in a
 * real browser. They are fetched into {@code target} by npm and are no part of the product.
 */
class WebClientTest extends BrowserTest {

  private static final List<String> PACKAGES = List.of(
      "@openfeature/ofrep-web-provider@0.4.3",
      "@openfeature/web-sdk@1.10.0",
      "@openfeature/ofrep-core@2.3.0",
      "@openfeature/core@1.12.0");
  private static final Path MODULES = Path.of("target", "web-client");
  private static final HttpServer PAGES = pages();
  private static final String PAGE = """
      <!doctype html><html lang="en"><title>A shop</title>
      <p>Version <b id="version">unknown</b>, told <span id="told">0</span> times</p>
      <script type="importmap">{"imports":{
        "@openfeature/core":"/node_modules/@openfeature/core/dist/esm/index.js",
        "@openfeature/web-sdk":"/node_modules/@openfeature/web-sdk/dist/esm/index.js",
        "@openfeature/ofrep-core":"/node_modules/@openfeature/ofrep-core/index.esm.js",
        "@openfeature/ofrep-web-provider":"/node_modules/@openfeature/ofrep-web-provider/index.esm.js"}}</script>
      <script type="module">
        import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
        import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
        const { model, server } = Object.fromEntries(new URLSearchParams(location.search));
        const client = OpenFeature.getClient();
        let told = -1;
        const show = () => {
          document.getElementById('version').textContent = client.getStringValue(model, 'none');
          document.getElementById('told').textContent = ++told;
        };
        client.addHandler(ProviderEvents.ConfigurationChanged, show);
        await OpenFeature.setContext({ targetingKey: 'customer-7' });
        await OpenFeature.setProviderAndWait(
            new OFREPWebProvider({ baseUrl: server, pollInterval: 0, cacheMode: 'disabled' }));
        show();
      </script></html>""";

  @Autowired
  private Initiatives initiatives;

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @DynamicPropertySource
  static void allowThePage(DynamicPropertyRegistry properties) {
    properties.add("pilotage.traffic.allowed-origins", WebClientTest::origin);
  }

  @BeforeAll
  static void fetchTheClient() throws IOException, InterruptedException {
    var npm = Programs.require("npm");
    Files.createDirectories(MODULES);
    var command = new ArrayList<>(List.of(
        npm.toString(),
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--no-save",
        "--prefix",
        MODULES.toString()));
    command.addAll(PACKAGES);
    var install = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(MODULES.resolve("npm.log").toFile())
        .start();
    var done = install.waitFor(3, TimeUnit.MINUTES);
    if (!done) install.destroyForcibly();
    if (done && install.exitValue() == 0) return;
    var why =
        "npm could not fetch OpenFeature's web provider, see " + MODULES.resolve("npm.log") + ".";
    if ("true".equals(System.getenv("CI"))) fail(why + " On CI nothing is left out.");
    System.out.println("LEFT OUT: " + WebClientTest.class.getName() + ". " + why);
    throw new TestAbortedException(why);
  }

  @AfterAll
  static void closeThePages() {
    PAGES.stop(0);
  }

  @Test
  @DisplayName("R65 a web client sees a rollback within two seconds, and never asks by itself")
  void seesARollbackWithoutPolling() {
    serveTheCandidate("web-1", "web-model");
    var asked = new CopyOnWriteArrayList<String>();
    page.onRequest(request -> note(request, asked));
    page.waitForResponse(
        answer -> answer.url().contains("/ofrep/v1/stream") && answer.ok(),
        () -> page.navigate(origin() + "/?model=web-model&server=" + address("")));
    version("v2");
    assertThat(asked).as("one evaluation, one stream").hasSize(2);

    var pressed = System.nanoTime();
    var answer = as("operations")
        .post(
            "/api/models/web-model/rollback",
            Map.of("to", "previous-version", "reason", "Complaints from the shop"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    version("v1");
    var millis = (System.nanoTime() - pressed) / 1_000_000;

    System.out.println("The page showed the version before " + millis
        + " ms after the rollback was asked for; it had sent " + asked);
    assertThat(millis).isLessThan(2_000);
    assertThat(asked)
        .filteredOn(url -> url.contains("/evaluate/"))
        .as("the first evaluation and the one it was told to make")
        .hasSize(2);
    assertThat(asked).filteredOn(url -> url.contains("/stream")).hasSize(1);
  }

  @Test
  @DisplayName("A page of a host that was not named gets no answer")
  void refusesOtherPages() {
    assertThat(as("pm")
            .header("Origin", "https://stranger.example.com")
            .post("/ofrep/v1/evaluate/flags", "{\"context\":{\"targetingKey\":\"a\"}}")
            .status())
        .isEqualTo(403);
    var known = as("pm")
        .header("Origin", origin())
        .post("/ofrep/v1/evaluate/flags", "{\"context\":{\"targetingKey\":\"a\"}}");
    assertThat(known.header("Access-Control-Allow-Origin")).isEqualTo(origin());
    assertThat(as("pm")
            .header("Origin", origin())
            .get("/api/models")
            .header("Access-Control-Allow-Origin"))
        .as("nothing but OFREP")
        .isNull();
  }

  private void serveTheCandidate(String key, String model) {
    initiatives.register("A shop on the web", key.toUpperCase(Locale.ROOT), "pm");
    initiatives.nameModel(key.toUpperCase(Locale.ROOT), model);
    models.adopt(model, "v1", key.toUpperCase(Locale.ROOT), "s3://models/v1", "engineering");
    models.register(model, "v2", key.toUpperCase(Locale.ROOT), "s3://models/v2", "data-science");
    models.approve(model, "v2", "engineering");
    routes.open(model, key.toUpperCase(Locale.ROOT), "v1", "rules", "engineering");
    routes.change(routes.get(model).withCandidate("v2"), "engineering", "A new version.");
    routes.change(routes.get(model).shiftTo(Route.ALL), "engineering", "All of it.");
  }

  private void version(String expected) {
    page.locator("#version", new Page.LocatorOptions().setHasText(expected))
        .waitFor(
            new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE).setTimeout(20_000));
  }

  private static void note(Request request, List<String> asked) {
    if (request.url().contains("/ofrep/") && !"OPTIONS".equals(request.method()))
      asked.add(request.url());
  }

  private static String origin() {
    return "http://127.0.0.1:" + PAGES.getAddress().getPort();
  }

  private static HttpServer pages() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", WebClientTest::serve);
      server.start();
      return server;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var file = MODULES.resolve(path.substring(1)).normalize();
      var module = path.startsWith("/node_modules/")
          && file.startsWith(MODULES)
          && Files.isRegularFile(file);
      var body = module ? Files.readAllBytes(file) : PAGE.getBytes(UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", module ? "text/javascript" : "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
