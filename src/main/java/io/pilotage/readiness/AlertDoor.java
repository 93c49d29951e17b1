package io.pilotage.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.identity.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Sends a test alert to our own address as Alertmanager would: over HTTP, in its words, with a
 * token that brings alerts.
 */
@Component
class AlertDoor {

  private final ReadinessProperties properties;
  private final ServiceTokens tokens;
  private final Environment environment;
  private final ObjectMapper json;
  private final HttpClient http;

  AlertDoor(
      ReadinessProperties properties,
      ServiceTokens tokens,
      Environment environment,
      ObjectMapper json) {
    this.properties = properties;
    this.tokens = tokens;
    this.environment = environment;
    this.json = json;
    this.http = HttpClient.newBuilder()
        .connectTimeout(properties.alertTimeout())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /** Why the alert was not taken, as a sentence; nothing when it was. */
  Optional<String> send(String model, String fingerprint, Instant startsAt) {
    var address = address();
    try {
      var answer =
          http.send(request(address, model, fingerprint, startsAt), BodyHandlers.ofString());
      if (answer.statusCode() == 200) return Optional.empty();
      return Optional.of(
          address + " answered with status " + answer.statusCode() + said(answer.body()));
    } catch (IOException unreachable) {
      return Optional.of(address + " does not answer.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of(address + " could not be tried.");
    }
  }

  private HttpRequest request(String address, String model, String fingerprint, Instant startsAt)
      throws JsonProcessingException {
    var alert = Map.of(
        "status",
        "firing",
        "startsAt",
        startsAt.toString(),
        "fingerprint",
        fingerprint,
        "labels",
        Map.of(
            "alertname", "TestAlert", "model", model, "severity", "info", TestAlerts.LABEL, "true"),
        "annotations",
        Map.of("summary", "A test: it opens no incident and moves no traffic."));
    var request = HttpRequest.newBuilder(URI.create(address))
        .timeout(properties.alertTimeout())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json.writeValueAsString(
            Map.of("version", "4", "status", "firing", "alerts", List.of(alert)))));
    tokens.forAlerts(model).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request.build();
  }

  private String address() {
    if (properties.alertAddress() != null) return properties.alertAddress();
    var port = environment.getProperty("local.server.port");
    // Steps may run before the port opens; the engine tries this one again.
    if (port == null)
      throw new IllegalStateException("The port is not open yet, so no alert can come in.");
    return "http://" + environment.getProperty("server.address", "127.0.0.1") + ":" + port
        + "/api/alerts";
  }

  private String said(String body) {
    try {
      return ": " + json.readTree(body).path("detail").asText("no reason given");
    } catch (JsonProcessingException noProblemDetails) {
      return ".";
    }
  }
}
