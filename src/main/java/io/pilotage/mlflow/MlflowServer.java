package io.pilotage.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * One MLflow server by its REST interface, read with suspicion: what is not MLflow's JSON, too long
 * or too late is no answer.
 */
public final class MlflowServer {

  private static final String API = "/api/2.0/mlflow/";
  private static final int LONGEST_ANSWER = 32 << 20;
  // MLflow writes a metric that is no number as NaN, which strict JSON does not know.
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final URI url;
  private final Duration timeout;
  private final RestClient client;

  /** The token may be missing; the timeout holds for one answer. */
  public MlflowServer(URI url, String token, Duration timeout) {
    this.url = checked(url);
    this.timeout = timeout;
    var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeout)
        .build());
    requests.setReadTimeout(timeout);
    var builder = RestClient.builder().requestFactory(requests);
    if (token != null && !token.isBlank())
      builder.defaultHeader("Authorization", "Bearer " + token);
    this.client = builder.build();
  }

  public JsonNode get(String path, Map<String, String> query) throws MlflowTrouble {
    return call(HttpMethod.GET, path, query, null);
  }

  public JsonNode post(String path, Object body) throws MlflowTrouble {
    return call(HttpMethod.POST, path, Map.of(), body);
  }

  public JsonNode delete(String path, Object body) throws MlflowTrouble {
    return call(HttpMethod.DELETE, path, Map.of(), body);
  }

  /**
   * Everything a search finds, page after page; more than the given number of pages is trouble, not
   * a part of the truth.
   */
  public List<JsonNode> getAll(String path, Map<String, String> query, String list, int mostPages)
      throws MlflowTrouble {
    var found = new ArrayList<JsonNode>();
    String next = null;
    for (int page = 0; page < mostPages; page++) {
      var asked = new TreeMap<>(query);
      if (next != null) asked.put("page_token", next);
      var answer = get(path, asked);
      answer.path(list).forEach(found::add);
      next = answer.path("next_page_token").asText("");
      if (next.isEmpty()) return found;
    }
    throw new MlflowTrouble(
        null,
        "MLflow at " + place() + " answers more than " + mostPages + " pages to " + path
            + ". Delete what is old there, or ask for larger pages.");
  }

  private JsonNode call(HttpMethod method, String path, Map<String, String> query, Object body)
      throws MlflowTrouble {
    var address = UriComponentsBuilder.fromUri(url).path(API + path);
    query.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    try {
      var request = client
          .method(method)
          .uri(address.encode().buildAndExpand(query).toUri())
          .accept(MediaType.APPLICATION_JSON);
      if (body != null)
        request.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsString(body));
      var answer = request.exchange(
          (asked, response) -> new Answer(response.getStatusCode().value(), read(response)));
      return judged(path, answer);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    } catch (RestClientException silent) {
      throw new MlflowTrouble(
          null,
          "MLflow at " + place() + " does not answer: " + reason(silent.getMostSpecificCause())
              + ". Check the address, and whether it runs.");
    }
  }

  private String reason(Throwable cause) {
    // Past its time the client cancels the request, and says no more than that.
    if (cause instanceof HttpTimeoutException || "Request cancelled".equals(cause.getMessage()))
      return "it timed out after " + timeout.toMillis() / 1000.0 + " s";
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static byte[] read(ClientHttpResponse response) throws IOException {
    var bytes = response.getBody().readNBytes(LONGEST_ANSWER + 1);
    if (bytes.length > LONGEST_ANSWER)
      throw new IOException("its answer is longer than " + (LONGEST_ANSWER >> 20) + " MB");
    return bytes;
  }

  private JsonNode judged(String path, Answer answer) throws MlflowTrouble {
    var json = parsed(answer.body());
    if (answer.status() == 401 || answer.status() == 403)
      throw new MlflowTrouble(
          null,
          "MLflow at " + place() + " lets us not in (" + answer.status()
              + "). Check the token and its rights.");
    if (json != null && answer.status() / 100 == 2) return json;
    if (json != null && json.hasNonNull("error_code"))
      throw new MlflowTrouble(
          json.get("error_code").asText(),
          "MLflow at " + place() + " refuses " + path + " ("
              + json.get("error_code").asText() + "): "
              + shortened(json.path("message").asText("no reason given")));
    throw new MlflowTrouble(
        null,
        "What answers at " + place() + " is not MLflow, or is in trouble: status " + answer.status()
            + ", it says “" + shortened(new String(answer.body(), StandardCharsets.UTF_8)) + "”.");
  }

  private static JsonNode parsed(byte[] body) {
    try {
      var json = JSON.readTree(body);
      return json != null && json.isObject() ? json : null;
    } catch (IOException noJson) {
      return null;
    }
  }

  private static String shortened(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= 160 ? line : line.substring(0, 160) + "…";
  }

  /** Where it is, without a password that may be part of the address. */
  private String place() {
    return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  private static URI checked(URI url) {
    if (url == null
        || url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme())))
      throw new IllegalArgumentException("“" + url
          + "” is no address of an MLflow server: give one like https://mlflow.example.com.");
    return url;
  }

  private record Answer(int status, byte[] body) {}
}
