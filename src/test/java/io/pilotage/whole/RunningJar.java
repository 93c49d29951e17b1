package io.pilotage.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The finished jar, running as a process of its own on a free loopback port, spoken to over HTTP
 * only. The machine stands in Tokyo and speaks Turkish, which nobody is to notice.
 */
public final class RunningJar implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path home;
  private final int port;
  private final List<String> settings;
  private Process process;

  private RunningJar(Path home, List<String> settings) {
    this.home = home;
    this.port = freePort();
    this.settings = settings;
  }

  /** Starts the jar in profile demo with this data folder and waits until it is healthy. */
  public static RunningJar start(Path home, String... settings) {
    var running = new RunningJar(home, Arrays.asList(settings));
    running.start();
    return running;
  }

  /** Starts again after {@link #kill}, on the same port and the same data. */
  void start() {
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx700m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:ReservedCodeCacheSize=240m",
        "-Duser.timezone=Asia/Tokyo",
        "-Duser.language=tr",
        "-Duser.country=TR",
        "-jar",
        System.getProperty("pilotage.jar"),
        "--spring.profiles.active=demo",
        "--server.port=" + port,
        "--pilotage.home=" + home,
        "--pilotage.demo.enabled=false"));
    command.addAll(settings);
    try {
      Files.createDirectories(home);
      process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(
              ProcessBuilder.Redirect.appendTo(home.resolve("log.txt").toFile()))
          .start();
    } catch (IOException cannotStart) {
      throw new UncheckedIOException(cannotStart);
    }
    await("the jar is healthy; see " + home.resolve("log.txt"))
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(200))
        .failFast("the jar ended, see " + home.resolve("log.txt"), () -> !process.isAlive())
        .ignoreExceptions()
        .until(() -> get("/actuator/health", null).path("status").asText().equals("UP"));
  }

  /** Ends the process without any warning, as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
    await("the process is gone").atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  JsonNode get(String path, String person) {
    var answer = send(request(path, person).GET());
    assertThat(answer.statusCode()).as("GET %s: %s", path, answer.body()).isBetween(200, 299);
    return read(answer);
  }

  JsonNode post(String path, String person, Object body) {
    var answer = tryPost(path, person, body);
    assertThat(answer.statusCode()).as("POST %s: %s", path, answer.body()).isBetween(200, 299);
    return read(answer);
  }

  /** Posts JSON and answers whatever comes back. */
  HttpResponse<String> tryPost(String path, String person, Object body) {
    return send(request(path, person)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(write(body))));
  }

  /** Posts lines of JSON as a service does. */
  JsonNode postLines(String path, List<String> lines) {
    var answer = send(request(path, null)
        .header("Content-Type", "application/x-ndjson")
        .POST(BodyPublishers.ofString(String.join("\n", lines))));
    assertThat(answer.statusCode()).as("POST %s: %s", path, answer.body()).isBetween(200, 299);
    return read(answer);
  }

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException cannotHappen) {
      throw new UncheckedIOException(cannotHappen);
    }
  }

  private HttpRequest.Builder request(String path, String person) {
    var request =
        HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(30));
    if (person != null) {
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8)));
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static JsonNode read(HttpResponse<String> answer) {
    try {
      return answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
    } catch (IOException noJson) {
      throw new UncheckedIOException(answer.body(), noJson);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }
}
