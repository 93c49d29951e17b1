package io.pilotage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pilotage.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The sample model service against a server that routes as it is told: what its candidate is good
 * for, at which traffic.
 */
class SampleModelServiceTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double CANARY = 0.05;
  private static final double RAMP = 0.25;

  static {
    // Without it every answer of the JDK's small server waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final TestClock clock = new TestClock();
  private final Random random = new Random(3);
  private final Map<String, JsonNode> predictions = new HashMap<>();
  private final Map<String, String> truths = new HashMap<>();
  private HttpServer server;
  private SampleModelService service;
  private double share;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/ofrep/v1/evaluate/flags", body -> "{\"flags\":[{\"key\":\"pricing\"}]}");
    answer(
        "/ofrep/v1/evaluate/flags/pricing",
        body -> "{\"value\":\"" + (random.nextDouble() < share ? "v2" : "v1") + "\"}");
    answer(
        "/api/predictions",
        body -> keep(body, line -> predictions.put(line.path("id").asText(), line)));
    answer(
        "/api/outcomes",
        body -> keep(
            body,
            line -> truths.put(line.path("id").asText(), line.path("actual").asText())));
    server.start();
    service = new SampleModelService(
        new PublicApi(server.getAddress().getPort()),
        new TrainedModels(Path.of("target/no-trained-models")),
        null,
        new DemoProperties(
            true, 80, Duration.ofSeconds(3), null, Duration.ofSeconds(4), Duration.ofMinutes(3)),
        clock);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    clock.reset();
  }

  @Test
  @DisplayName(
      "the candidate bears a canary's traffic, decays after minutes of more, and answers well again when it is gone")
  void decaysUnderLoadOnly() {
    assertThat(accuracyAt(CANARY)).isGreaterThan(0.8);
    clock.pass(Duration.ofMinutes(10));
    assertThat(accuracyAt(CANARY)).as("time alone does not harm it").isGreaterThan(0.8);

    assertThat(accuracyAt(RAMP)).isGreaterThan(0.8);
    clock.pass(Duration.ofMinutes(4));
    assertThat(accuracyAt(RAMP)).as("after minutes under load").isLessThan(0.7);

    assertThat(accuracyAt(CANARY)).as("with the traffic gone").isGreaterThan(0.8);
  }

  /** How often the candidate was right in the next seconds, once the truth about them is known. */
  private double accuracyAt(double share) {
    this.share = share;
    predictions.clear();
    for (int second = 0; second < 10; second++) {
      service.run();
      clock.pass(Duration.ofSeconds(1));
    }
    clock.pass(Duration.ofSeconds(3));
    service.run();
    var known = predictions.values().stream()
        .filter(line -> "v2".equals(line.path("version").asText())
            && truths.containsKey(line.path("id").asText()))
        .toList();
    assertThat(known).hasSizeGreaterThan(20);
    return known.stream()
            .filter(line -> line.path("prediction")
                .asText()
                .equals(truths.get(line.path("id").asText())))
            .count()
        / (double) known.size();
  }

  private static String keep(String lines, Consumer<JsonNode> keeper) throws IOException {
    for (var line : lines.split("\n")) keeper.accept(JSON.readTree(line));
    return "{}";
  }

  private interface Answer {
    String to(String body) throws IOException;
  }

  private void answer(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> send(
            exchange,
            answer.to(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))));
  }

  private static void send(HttpExchange exchange, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
