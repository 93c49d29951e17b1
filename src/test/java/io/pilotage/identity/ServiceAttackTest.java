package io.pilotage.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.monitoring.Monitoring;
import io.pilotage.monitoring.Window;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Routes;
import io.pilotage.verdict.Signal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName(
    "What comes in at the addresses of services: packed bodies, other people's pages, odd names")
class ServiceAttackTest extends WebTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String ASK = "{\"context\":{\"targetingKey\":\"anna\"}}";

  @Autowired
  private Models models;

  @Autowired
  private Routes routes;

  @Autowired
  private Monitoring monitoring;

  private final String model = "door-" + UUID.randomUUID();

  @BeforeEach
  void openRoute() {
    models.adopt(model, "v1", null, "file:model", "pm");
    routes.open(model, null, "v1", null, "engineering");
  }

  @Test
  @DisplayName("A packed body is unpacked, wherever a service may send one")
  void packedBodiesAreRead() {
    assertThat(packed(
                "/api/predictions",
                "application/x-ndjson",
                prediction("a") + "\n" + prediction("b"))
            .body())
        .contains("\"accepted\":2");
    assertThat(packed("/api/outcomes", "application/x-ndjson", outcome("a")).body())
        .contains("\"accepted\":1");
    assertThat(
            packed("/ofrep/v1/evaluate/flags/" + model, "application/json", ASK).body())
        .contains("\"value\":\"v1\"");
    assertThat(packed("/api/alerts", "application/json", "{\"alerts\":[]}").statusCode())
        .isEqualTo(200);
    assertThat(kept()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "A body that grows beyond the limit while it is unpacked is too large, one that cannot be unpacked "
          + "a mistake of the caller")
  void packedBodiesAreBounded() {
    var bomb = "x".repeat(40_000_000);
    assertThat(packed("/api/predictions", "application/x-ndjson", bomb).statusCode())
        .isEqualTo(413);
    assertThat(packed("/api/alerts", "application/json", bomb).statusCode()).isEqualTo(413);
    assertThat(packed("/ofrep/v1/evaluate/flags/" + model, "application/json", bomb)
            .body())
        .contains("PARSE_ERROR");
    for (var path : List.of(
        "/api/predictions",
        "/api/outcomes",
        "/api/alerts",
        "/ofrep/v1/evaluate/flags",
        "/ofrep/v1/evaluate/flags/" + model)) {
      for (var broken :
          List.of("no gzip at all".getBytes(StandardCharsets.UTF_8), cut(gzip(prediction("c"))))) {
        var answer = send(
            path,
            path.endsWith("alerts") || path.startsWith("/ofrep")
                ? "application/json"
                : "application/x-ndjson",
            "gzip",
            broken);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("Exception");
      }
    }
  }

  @ParameterizedTest(name = "{0} with Content-Encoding: {1}")
  @CsvSource({
    "/api/predictions, br",
    "/api/alerts, deflate",
    "/ofrep/v1/evaluate/flags/x, zstd",
    "/engine-rest/task, gzip",
    "/api/models/x/rollback, gzip",
    "/login, gzip"
  })
  @DisplayName("An encoding nobody reads is refused with 415 instead of read as garbage")
  void otherEncodingsAreRefused(String path, String encoding) {
    var answer = send(path, "application/json", encoding, gzip("{}"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(415);
  }

  @Test
  @DisplayName(
      "A page of another site can neither post to a service address nor read one, whatever it says its body is")
  void otherSitesAreRefused() {
    for (var path : List.of(
        "/api/predictions",
        "/api/outcomes",
        "/api/alerts",
        "/ofrep/v1/evaluate/flags",
        "/ofrep/v1/evaluate/flags/" + model)) {
      for (var type : List.of("application/x-ndjson", "application/json", "text/plain")) {
        assertThat(anonymously()
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "no-cors")
                .post(path, type, prediction("d"))
                .status())
            .as(path + " " + type)
            .isIn(403, 415);
        assertThat(anonymously()
                .header("Origin", "https://evil.example")
                .post(path, type, prediction("d"))
                .status())
            .as(path + " " + type)
            .isIn(403, 415);
        assertThat(anonymously()
                .header("Origin", "null")
                .post(path, type, prediction("d"))
                .status())
            .as(path + " " + type)
            .isIn(403, 415);
      }
    }
    assertThat(anonymously()
            .header("Sec-Fetch-Site", "cross-site")
            .get("/actuator/prometheus")
            .status())
        .isEqualTo(403);
    assertThat(kept()).isZero();
    assertThat(anonymously()
            .header("Sec-Fetch-Site", "same-origin")
            .postLines("/api/predictions", prediction("e"))
            .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b"
      })
  @DisplayName("What a form of a page can send is no prediction")
  void formsAreRefused(String type) {
    for (var path : List.of("/api/predictions", "/api/outcomes", "/api/alerts")) {
      assertThat(anonymously().post(path, type, prediction("f")).status())
          .as(path)
          .isEqualTo(415);
    }
    assertThat(kept()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "a%25b",
        "%25",
        "a;b",
        ";",
        "a/b",
        "a/b/c/",
        "a%2Fb",
        "a%5Cb",
        "..%2F..",
        "%2e%2e/x",
        "%00",
        "a%0Ab",
        "%zz",
        "%C3%28",
        "a//b",
        "a%20b",
        "%F0%9F%98%80",
        "x%3By",
        "a%3Fb"
      })
  @DisplayName("A model nobody has is answered in the words of OFREP, whatever its name looks like")
  void oddKeys(String key) throws IOException {
    var answer = raw("/ofrep/v1/evaluate/flags/" + key);

    assertThat(answer).as(answer).matches("(?s)HTTP/1\\.1 40[04] .*");
    assertThat(answer.toLowerCase(Locale.ROOT)).contains("content-type: application/json");
    assertThat(answer)
        .containsPattern("\"errorCode\":\"(FLAG_NOT_FOUND|PARSE_ERROR|GENERAL)\"")
        .doesNotContain("Exception", "<html", "about:blank");
  }

  private long kept() {
    var now = clock.instant();
    return monitoring
        .read(
            Signal.ERROR_RATE,
            List.of(new Window(
                model, "v1", now.minus(Duration.ofHours(1)), now.plus(Duration.ofMinutes(1)))))
        .get(0)
        .n();
  }

  private String prediction(String id) {
    return "{\"id\":\"" + model + id + "\",\"model\":\"" + model + "\",\"version\":\"v1\",\"at\":\""
        + clock.instant() + "\",\"prediction\":1}";
  }

  private String outcome(String id) {
    return "{\"id\":\"" + model + id + "\",\"actual\":1,\"at\":\"" + clock.instant() + "\"}";
  }

  private HttpResponse<String> packed(String path, String type, String body) {
    return send(path, type, "gzip", gzip(body));
  }

  private HttpResponse<String> send(String path, String type, String encoding, byte[] body) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(address(path)))
              .timeout(Duration.ofSeconds(60))
              .header("Content-Type", type)
              .header("Content-Encoding", encoding)
              .header(
                  "Authorization",
                  path.startsWith("/engine-rest") || path.contains("rollback")
                      ? basic("operations", "demo")
                      : "")
              .POST(BodyPublishers.ofByteArray(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(path + " was not answered.", failed);
    }
  }

  private static byte[] gzip(String body) {
    var packed = new ByteArrayOutputStream();
    try (var stream = new GZIPOutputStream(packed)) {
      stream.write(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return packed.toByteArray();
  }

  private static byte[] cut(byte[] whole) {
    return java.util.Arrays.copyOf(whole, whole.length / 2);
  }

  /** One request as it is typed, without a client that tidies the path. */
  private String raw(String path) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      var request = "POST " + path
          + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
          + ASK.length() + "\r\n\r\n" + ASK;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
