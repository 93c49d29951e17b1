package io.pilotage.monitoring.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pilotage.monitoring.intake.Lines;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Prometheus' HTTP API, read with suspicion: an answer that is partial, unlabelled or late is none.
 */
@Component
@ConditionalOnProperty(prefix = "pilotage.monitoring", name = "source", havingValue = "prometheus")
class PrometheusApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient client;
  private final PrometheusProperties properties;

  PrometheusApi(PrometheusProperties properties) {
    var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(properties.timeout())
        .build());
    requests.setReadTimeout(properties.timeout());
    this.client = RestClient.builder()
        .baseUrl(properties.url().toString())
        .requestFactory(requests)
        .build();
    this.properties = properties;
  }

  /** The values of the query at start, then every step until end. */
  Series range(String query, Instant start, Instant end, Duration step) throws NoAnswer {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("query", query.replace("$step", step.toSeconds() + "s"));
    form.add("start", seconds(start));
    form.add("end", seconds(end));
    form.add("step", Long.toString(step.toSeconds()));
    var series = series(post("/api/v1/query_range", form));
    var outside = series.values().values().stream()
        .flatMap(values -> values.keySet().stream())
        .filter(time -> time.isBefore(start.minus(step)) || time.isAfter(end.plus(step)))
        .findFirst();
    if (outside.isPresent())
      throw new NoAnswer(
          "Prometheus answers with a sample of " + outside.get() + ", though it was asked about "
              + start + " to " + end + ". Compare the clocks, and what stands between us and it.");
    return series;
  }

  boolean answers() {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("query", "1");
    try {
      return post("/api/v1/query", form).path("status").asText().equals("success");
    } catch (NoAnswer none) {
      return false;
    }
  }

  private JsonNode post(String path, MultiValueMap<String, String> form) throws NoAnswer {
    var asked = System.nanoTime();
    try {
      var reply = client
          .post()
          .uri(path)
          .contentType(MediaType.APPLICATION_FORM_URLENCODED)
          .body(form)
          .exchange((request, response) ->
              new Reply(response.getStatusCode().value(), response.getBody().readAllBytes()));
      var answer = checked(parsed(reply));
      if (reply.status() != 200)
        throw new NoAnswer("Prometheus at " + properties.url() + " answers with HTTP status "
            + reply.status() + ", so its numbers are not used.");
      return answer;
    } catch (RestClientException failure) {
      // A time-out comes under several names, some without a word in them.
      if (System.nanoTime() - asked >= properties.timeout().toNanos()) {
        throw new NoAnswer("Prometheus at " + properties.url() + " does not answer within "
            + properties.timeout().toMillis() / 1000.0 + " seconds.");
      }
      var cause = failure.getMostSpecificCause();
      throw new NoAnswer("Prometheus at " + properties.url() + " does not answer: "
          + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
    }
  }

  private record Reply(int status, byte[] body) {}

  private JsonNode parsed(Reply reply) throws NoAnswer {
    try {
      var answer = JSON.readTree(reply.body());
      if (answer.isObject()) return answer;
    } catch (JsonProcessingException unreadable) {
      // told below, with what it says instead
    } catch (IOException impossible) {
      throw new NoAnswer("The answer of Prometheus cannot be read: " + impossible.getMessage());
    }
    throw new NoAnswer("What answers at " + properties.url()
        + " is not Prometheus; with HTTP status " + reply.status() + " it says “"
        + Lines.shortened(new String(reply.body(), StandardCharsets.UTF_8)) + "”.");
  }

  private static JsonNode checked(JsonNode answer) throws NoAnswer {
    if (!answer.path("status").asText().equals("success")) {
      throw new NoAnswer(
          "Prometheus refuses the query (" + answer.path("errorType").asText("no reason") + "): "
              + answer.path("error").asText("it told no error"));
    }
    if (!answer.path("warnings").isEmpty())
      throw new NoAnswer(
          "Prometheus answers only in part: " + answer.path("warnings").get(0).asText());
    return answer;
  }

  private static Series series(JsonNode answer) throws NoAnswer {
    if (!answer.path("data").path("resultType").asText().equals("matrix"))
      throw new NoAnswer("Prometheus answers no series.");
    var found = new HashMap<Series.Version, Map<Instant, Double>>();
    for (var one : answer.path("data").path("result")) {
      var version = new Series.Version(label(one, "model"), label(one, "version"));
      if (found.put(version, values(one.path("values"))) != null) {
        throw new NoAnswer("The query answers more than once for version " + version.version()
            + " of " + version.model() + ": group it by (model, version).");
      }
    }
    return new Series(found);
  }

  private static String label(JsonNode series, String name) throws NoAnswer {
    var label = series.path("metric").path(name).asText();
    if (label.isEmpty())
      throw new NoAnswer(
          "The query answers without the label “" + name + "”: group it by (model, version).");
    return label;
  }

  private static Map<Instant, Double> values(JsonNode pairs) throws NoAnswer {
    var values = new TreeMap<Instant, Double>();
    for (var pair : pairs)
      values.put(
          Instant.ofEpochMilli(Math.round(pair.path(0).asDouble() * 1000)),
          number(pair.path(1).asText()));
    return values;
  }

  private static double number(String text) throws NoAnswer {
    try {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException wrong) {
      throw new NoAnswer("Prometheus answers with “" + text + "”, which is no number.");
    }
  }

  private static String seconds(Instant instant) {
    return String.format(Locale.ROOT, "%.3f", instant.toEpochMilli() / 1000.0);
  }
}
