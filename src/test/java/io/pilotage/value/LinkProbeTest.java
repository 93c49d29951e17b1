package io.pilotage.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkProbeTest {

  private final LinkProbe probe = new LinkProbe(new ValueProperties(null, 24, Duration.ofDays(180), 12, List.of("wiki.example.org"), Duration.ofSeconds(2)));
  private HttpServer server;

  @BeforeEach
  void serveOneRunbook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders("/runbook".equals(exchange.getRequestURI().getPath()) ? 200 : 404, -1);
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
  void tellsTheStatusOfARunbookThatIsGone() {
    assertThat(probe.problem(link("/gone"))).contains("answers with status 404");
  }

  @Test
  void tellsWhenNobodyAnswers() {
    var link = link("/runbook");
    server.stop(0);

    assertThat(probe.problem(link)).contains("does not answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080/x", "https://127.0.0.1/x", "HTTPS://Wiki.Example.Org/fraud"})
  void mayTryThisMachineAndListedHosts(String link) {
    assertThat(probe.mayTry(link)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/latest/meta-data", "https://wiki.example.org.evil.net/", "ftp://localhost/x",
      "file:///etc/passwd", "docs/runbook.md", "http://user@evil.net#localhost", "not a link", "http://"})
  void neverTriesAnythingElse(String link) {
    assertThat(probe.mayTry(link)).isFalse();
  }

  private String link(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }
}
