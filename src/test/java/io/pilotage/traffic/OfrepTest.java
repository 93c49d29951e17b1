package io.pilotage.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import io.pilotage.PilotageTest;
import io.pilotage.registry.Models;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Callers over HTTP, among them the OpenFeature SDK for Java. */
@PilotageTest
class OfrepTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort
  int port;

  @Autowired
  Routes routes;

  @Autowired
  Models models;

  @Autowired
  ObjectMapper json;

  private final String model = "fraud-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void openRoute() {
    models.adopt(model, "v1", "FRAUD-1", "s3://fraud/v1", "pm");
    models.register(model, "v2", "FRAUD-1", "s3://fraud/v2", "data-science");
    models.approve(model, "v2", "pm");
    routes.open(model, "FRAUD-1", "v1", "rules", "engineering");
    routes.change(routes.get(model).withCandidate("v2"), "pm", "Rollout starts.");
  }

  @Test
  void saysWhichVersionServesAndWhy() {
    var answer = read(evaluate(model, "anna"));

    assertThat(answer.get("key").asText()).isEqualTo(model);
    assertThat(answer.get("value").asText()).isEqualTo("v1");
    assertThat(answer.get("variant").asText()).isEqualTo("stable");
    assertThat(answer.get("reason").asText()).isEqualTo("STATIC");
    var metadata = answer.get("metadata");
    assertThat(metadata.get("stage").asText()).isEqualTo("waiting");
    assertThat(metadata.get("share").asInt(-1)).isZero();
    assertThat(metadata.get("generation").asLong()).isEqualTo(2);
    assertThat(metadata.get("initiative").asText()).isEqualTo("FRAUD-1");
  }

  @Test
  void theOpenFeatureSdkSeesStableThenCandidateThenFallback() {
    var api = OpenFeatureAPI.getInstance();
    api.setProviderAndWait(
        model,
        OfrepProvider.constructProvider(
            OfrepProviderOptions.builder().baseUrl("http://localhost:" + port).build()));
    var client = api.getClient(model);
    var anna = new MutableContext("anna");

    assertThat(client.getStringValue(model, "none", anna)).isEqualTo("v1");
    routes.change(routes.get(model).shiftTo(10_000), "pm", "Everything.");
    assertThat(client.getStringDetails(model, "none", anna)).satisfies(details -> {
      assertThat(details.getValue()).isEqualTo("v2");
      assertThat(details.getVariant()).isEqualTo("candidate");
      assertThat(details.getReason()).isEqualTo("STATIC");
      assertThat(details.getFlagMetadata().getInteger("share")).isEqualTo(100);
    });
    routes.change(routes.get(model).toFallback(), "operations", "Off.");
    assertThat(client.getStringValue(model, "none", anna)).isEqualTo("rules");
    assertThat(client.getStringDetails("nobody", "none", anna).getErrorCode())
        .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
  }

  @Test
  void theOpenFeatureSdkKeepsItsOwnDefaultWhereThereIsNoFallback() {
    var bare = model + "-bare";
    models.adopt(bare, "v1", "FRAUD-1", "s3://bare/v1", "pm");
    routes.change(
        routes.open(bare, "FRAUD-1", "v1", null, "pm").toFallback(), "operations", "Off.");

    var answer = read(evaluate(bare, "anna"));

    assertThat(answer.has("value")).isFalse();
    assertThat(answer.get("reason").asText()).isEqualTo("DISABLED");
  }

  @Test
  void overHttpTheShareIsSplitAndSticky() {
    routes.change(routes.get(model).shiftTo(2_500), "pm", "Ramp.");

    var first = IntStream.range(0, 400)
        .mapToObj(
            number -> read(evaluate(model, "caller-" + number)).get("value").asText())
        .toList();
    var second = IntStream.range(0, 400)
        .mapToObj(
            number -> read(evaluate(model, "caller-" + number)).get("value").asText())
        .toList();

    assertThat(second).isEqualTo(first);
    assertThat(first.stream().filter("v2"::equals).count()).isBetween(65L, 135L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"context\":{\"targetingKey\":     | PARSE_ERROR",
        "''                                  | PARSE_ERROR",
        "[1,2]                               | PARSE_ERROR",
        "{\"context\":\"anna\"}              | INVALID_CONTEXT",
        "{\"context\":{\"targetingKey\":7}}  | INVALID_CONTEXT",
        "{\"context\":{}}                    | TARGETING_KEY_MISSING",
        "{\"context\":{\"targetingKey\":\"\"}} | TARGETING_KEY_MISSING",
        "{}                                  | TARGETING_KEY_MISSING"
      })
  void tellsWhatIsWrongWithARequest(String body, String code) {
    for (var path : new String[] {"/" + model, ""}) {
      var answer = post(path, body, "application/json", null);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(read(answer).get("errorCode").asText()).isEqualTo(code);
      assertThat(read(answer).get("errorDetails").asText())
          .isNotBlank()
          .doesNotContain("Exception", "io.pilotage");
    }
  }

  @Test
  void refusesOtherFormatsAndHugeRequests() {
    var xml = post("/" + model, "<context/>", "text/xml", null);
    var huge = post(
        "/" + model,
        "{\"context\":{\"targetingKey\":\"" + "a".repeat(10_000_000) + "\"}}",
        "application/json",
        null);

    assertThat(xml.statusCode()).isEqualTo(400);
    assertThat(read(xml).get("errorCode").asText()).isEqualTo("PARSE_ERROR");
    assertThat(huge.statusCode()).isEqualTo(400);
    assertThat(read(huge).get("errorDetails").asText()).contains("1 MB");
  }

  @Test
  void doesNotKnowWhatHasNoRoute() {
    var answer = evaluate("nobody", "anna");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(read(answer).get("key").asText()).isEqualTo("nobody");
    assertThat(read(answer).get("errorCode").asText()).isEqualTo("FLAG_NOT_FOUND");
  }

  @Test
  void theBulkAnswerComesAgainOnlyWhenItChanged() {
    var body = "{\"context\":{\"targetingKey\":\"anna\"}}";
    var first = post("", body, "application/json", null);
    var tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(read(first).get("flags"))
        .anyMatch(flag ->
            flag.get("key").asText().equals(model) && flag.get("value").asText().equals("v1"));
    assertThat(post("", body, "application/json", tag)).satisfies(same -> {
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(same.headers().firstValue("ETag")).hasValue(tag);
    });

    routes.change(routes.get(model).shiftTo(10_000), "pm", "Everything.");

    var changed = post("", body, "application/json", tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    assertThat(read(changed).get("flags"))
        .anyMatch(flag ->
            flag.get("key").asText().equals(model) && flag.get("value").asText().equals("v2"));
  }

  @Test
  @Timeout(30)
  void tellsListenersToAskAgain() throws Exception {
    var bulk = read(post("", "{\"context\":{\"targetingKey\":\"anna\"}}", "application/json", null))
        .get("eventStreams")
        .get(0);
    var stream = HTTP.send(
        HttpRequest.newBuilder(URI.create(bulk.get("url").asText())).build(),
        BodyHandlers.ofLines());
    assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    try (var lines = stream.body()) {
      var line = lines.iterator();
      assertThat(line.next()).isEqualTo(":listening");

      routes.change(routes.get(model).shiftTo(500), "pm", "Canary.");

      var told = line.next();
      while (!told.startsWith("data:")) told = line.next();
      assertThat(json.readTree(told.substring(5)).get("type").asText())
          .isEqualTo("refetchEvaluation");
    }
  }

  private HttpResponse<String> evaluate(String flag, String key) {
    return post(
        "/" + flag, "{\"context\":{\"targetingKey\":\"" + key + "\"}}", "application/json", null);
  }

  private HttpResponse<String> post(String path, String body, String type, String knownTag) {
    var request = HttpRequest.newBuilder(
            URI.create("http://localhost:" + port + "/ofrep/v1/evaluate/flags" + path))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body));
    if (knownTag != null) request.header("If-None-Match", knownTag);
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private JsonNode read(HttpResponse<String> answer) {
    try {
      return json.readTree(answer.body());
    } catch (Exception broken) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body(), broken);
    }
  }
}
