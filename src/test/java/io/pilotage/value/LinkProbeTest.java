package io.pilotage.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkProbeTest {

  private final LinkProbe probe = new LinkProbe(new ValueProperties(
      null,
      24,
      12,
      List.of("wiki.example.org", "127.0.0.1:*", "LOCALHOST:8080"),
      Duration.ofSeconds(2)));
  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serveOneRunbook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      calls.incrementAndGet();
      exchange.sendResponseHeaders(
          "/runbook".equals(exchange.getRequestURI().getPath()) ? 200 : 404, -1);
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void findsARunbookThatAnswers() {
    assertThat(probe.problem(link("/runbook"))).isEmpty();
  }

  @Test
  @DisplayName(
      "R15 an open port, a closed one, a redirect and a name that leads to this machine give the same sentence")
  void tellsNothingAboutWhatIsOpen() {
    var link = link("/runbook");
    assertThat(probe.problem(link("/gone"))).contains("does not answer");
    assertThat(probe.problem("http://localhost:8080/runbook"))
        .as("a name that leads home, although it is listed")
        .contains("does not answer");
    server.stop(0);

    assertThat(probe.problem(link)).contains("does not answer");
  }

  @Test
  @DisplayName("R15 without a list nobody is called, this machine least of all")
  void callsNobodyUnlessListed() {
    var closed = new LinkProbe(new ValueProperties(null, 24, 12, List.of(), Duration.ofSeconds(2)));

    for (var link : List.of(
        link("/runbook"),
        "http://localhost/x",
        "http://[::1]/x",
        "http://127.1/x",
        "http://0.0.0.0/x",
        "http://2130706433/x",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]/")) {
      assertThat(closed.mayTry(link)).as(link).isFalse();
      assertThat(closed.problem(link)).as(link).contains("does not answer");
    }
    assertThat(calls).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1:81/x",
        "HTTPS://Wiki.Example.Org/fraud"
      })
  void mayTryListedHosts(String link) {
    assertThat(probe.mayTry(link)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://localhost/x",
        "https://wiki.example.org:8443/",
        "https://user@wiki.example.org/",
        "https://wiki.example.org.evil.net/",
        "ftp://localhost/x",
        "file:///etc/passwd",
        "docs/runbook.md",
        "http://user@evil.net#localhost",
        "not a link",
        "http://"
      })
  void neverTriesAnythingElse(String link) {
    assertThat(probe.mayTry(link)).isFalse();
  }

  private String link(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }
}
