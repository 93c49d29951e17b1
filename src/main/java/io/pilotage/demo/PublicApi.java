package io.pilotage.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * HTTP to this server as any client speaks it: people with a password, services on the loopback
 * address without one.
 */
final class PublicApi {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final String base;

  PublicApi(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  JsonNode get(String path, String person) {
    return send(HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", basic(person))
        .GET());
  }

  JsonNode post(String path, String person, Object body) {
    return send(HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", basic(person))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(write(body))));
  }

  /** As a service: OFREP and the two NDJSON streams. */
  JsonNode postAsService(String path, String contentType, String body) {
    return send(HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", contentType)
        .POST(BodyPublishers.ofString(body)));
  }

  String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException cannotHappen) {
      throw new IllegalStateException(cannotHappen);
    }
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      var answer =
          http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
      if (answer.statusCode() >= 300) throw new Refused(answer.statusCode(), answer.body());
      return answer.body().isBlank() ? json.nullNode() : json.readTree(answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("The demo is being stopped.", stopped));
    }
  }

  private static String basic(String person) {
    return "Basic "
        + Base64.getEncoder().encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8));
  }

  /** The server said no. */
  static final class Refused extends RuntimeException {

    private final int status;

    Refused(int status, String body) {
      super(status + ": " + body);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
