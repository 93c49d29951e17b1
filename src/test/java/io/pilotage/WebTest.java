package io.pilotage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Talks HTTP to the running application as its clients do:
 * {@code as("pm").get("/api/models").json()}. Shares its one context with {@code ProcessTest}, so a
 * test leaves behind nothing that others would trip over.
 */
@PilotageTest
public abstract class WebTest {

  protected static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .followRedirects(HttpClient.Redirect.NEVER)
      .connectTimeout(Duration.ofSeconds(10))
      .build();

  @LocalServerPort
  protected int port;

  @Autowired
  protected ProcessEngine engine;

  @Autowired
  protected TestClock clock;

  @AfterEach
  void leaveRealTime() {
    clock.reset();
    engine.getIdentityService().clearAuthentication();
  }

  /** Ends whatever runs about the initiative, so that no other test trips over it. */
  protected void endProcessesOf(String initiative) {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .processInstanceBusinessKey(initiative)
        .list()
        .forEach(instance -> engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "test is over", true, true, true, true));
  }

  /** Calls as a demo person with HTTP Basic. */
  protected Client as(String person) {
    return new Client(null).header("Authorization", basic(person, "demo"));
  }

  /** Calls without saying who. */
  protected Client anonymously() {
    return new Client(null);
  }

  /** Calls as a service with its token. */
  protected Client withToken(String token) {
    return new Client(null).header("Authorization", "Bearer " + token);
  }

  protected String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  protected static String basic(String person, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((person + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Runs every job that is due, again and again until none is left; timers in the future stay, and
   * so does what fails.
   */
  protected void runDueJobs() {
    var failed = new java.util.HashSet<String>();
    for (int i = 0; i < 500; i++) {
      var due = engine.getManagementService().createJobQuery().executable().active().list().stream()
          .filter(job -> !failed.contains(job.getId()))
          .findFirst();
      if (due.isEmpty()) return;
      tryJob(due.get().getId(), failed);
    }
    throw new AssertionError("Jobs make jobs without end.");
  }

  /**
   * The same for the processes about one initiative: for tests that let hours pass, in which
   * everything others left is due.
   */
  protected void runDueJobsOf(String initiative) {
    var failed = new java.util.HashSet<String>();
    for (int i = 0; i < 50; i++) {
      var due = dueJobOf(initiative, failed);
      if (due.isEmpty()) return;
      tryJob(due.get(), failed);
    }
    throw new AssertionError("Jobs of " + initiative + " make jobs without end.");
  }

  private java.util.Optional<String> dueJobOf(String initiative, java.util.Set<String> but) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(initiative)
        .list()
        .stream()
        .flatMap(process -> engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(process.getId())
            .executable()
            .active()
            .list()
            .stream())
        .map(org.camunda.bpm.engine.runtime.Job::getId)
        .filter(job -> !but.contains(job))
        .findFirst();
  }

  private void tryJob(String job, java.util.Set<String> failed) {
    try {
      engine.getManagementService().executeJob(job);
    } catch (RuntimeException failure) {
      failed.add(job);
    }
  }

  /** One caller with its headers; every method sends one request. */
  protected final class Client {

    private final java.util.Map<String, String> headers = new java.util.LinkedHashMap<>();

    private Client(Client like) {
      if (like != null) headers.putAll(like.headers);
    }

    public Client header(String name, String value) {
      var client = new Client(this);
      client.headers.put(name, value);
      return client;
    }

    public Answer get(String path) {
      return send("GET", path, null, null);
    }

    public Answer delete(String path) {
      return send("DELETE", path, null, null);
    }

    /** Posts JSON: a text as it is, anything else written by Jackson. */
    public Answer post(String path, Object body) {
      return send("POST", path, "application/json", text(body));
    }

    public Answer put(String path, Object body) {
      return send("PUT", path, "application/json", text(body));
    }

    public Answer post(String path, String contentType, String body) {
      return send("POST", path, contentType, body);
    }

    /** Posts lines of JSON. */
    public Answer postLines(String path, String... lines) {
      return send("POST", path, "application/x-ndjson", String.join("\n", lines));
    }

    public Answer send(String method, String path, String contentType, String body) {
      try {
        var request = HttpRequest.newBuilder(URI.create(address(path)))
            .timeout(Duration.ofSeconds(60))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (contentType != null) request.header("Content-Type", contentType);
        headers.forEach(request::setHeader);
        return new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
      } catch (IOException failed) {
        throw new AssertionError(method + " " + path + " was not answered.", failed);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }

    private static String text(Object body) {
      try {
        return body == null
            ? ""
            : body instanceof String text ? text : JSON.writeValueAsString(body);
      } catch (JsonProcessingException unwritable) {
        throw new AssertionError(unwritable);
      }
    }
  }

  /** What came back. */
  public record Answer(HttpResponse<byte[]> response) {

    public int status() {
      return response.statusCode();
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException notJson) {
        throw new AssertionError("Not JSON (status " + status() + "): " + text(), notJson);
      }
    }

    /** A member of the answer as text; {@code "/verdict/stage"} reaches into it. */
    public String at(String pointer) {
      return json().at(pointer.startsWith("/") ? pointer : "/" + pointer).asText();
    }

    @Override
    public String toString() {
      return status() + " " + text();
    }
  }
}
