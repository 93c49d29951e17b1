package io.pilotage.monitoring.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers like a Prometheus about one model, v1 beside a fine v2, spoiled in the way a test asks
 * for. Asked for {@code name[step]}.
 */
public class SpoiledPrometheus implements AutoCloseable {

  /** What may be wrong, and words that the reason must hold. */
  public enum Kind {
    NOT_A_NUMBER("it is no number"),
    PLUS_INFINITY("Infinity in"),
    MINUS_INFINITY("-Infinity in"),
    NAN_WITHOUT_QUOTES("is not Prometheus"),
    A_WORD("“many”, which is no number"),
    NULL_VALUE("“null”, which is no number"),
    EMPTY_TEXT("“”, which is no number"),
    WITH_A_UNIT("“0.98%”, which is no number"),
    GAPS("NaN in"),
    BELOW_ZERO("below zero"),
    ABOVE_ONE("a share lies between 0 and 1"),
    EMPTY_RESULT("Nothing was counted for version v2"),
    WRONG_VERSION("Nothing was counted for version v2"),
    WRONG_MODEL("Nothing was counted for version v2"),
    ZERO_DENOMINATOR("Nothing was counted for version v2"),
    NEGATIVE_COUNT("Nothing was counted for version v2"),
    TOO_FEW(" of 200 samples"),
    HUGE_COUNT("so many samples nobody has"),
    STALE("The newest sample is from"),
    FROM_THE_FUTURE("Compare the clocks"),
    FROM_THE_PAST("Compare the clocks"),
    NO_VERSION_LABEL("without the label “version”"),
    NO_MODEL_LABEL("without the label “model”"),
    TWICE("more than once for version v2"),
    A_VECTOR("no series"),
    BASELINE_MISSING("no number yet to compare"),
    BASELINE_NOT_A_NUMBER("no number yet to compare"),
    BASELINE_OF_FEW("no number yet to compare"),
    SPLIT_NOT_AS_ORDERED("not split as ordered"),
    WARNINGS("only in part: one store is away"),
    STATUS_500_WITH_GOOD_NUMBERS("HTTP status 500"),
    STATUS_500("HTTP status 500"),
    STATUS_400("refuses the query (bad_data)"),
    STATUS_422("refuses the query (execution)"),
    STATUS_503("refuses the query (timeout)"),
    STATUS_401("HTTP status 401"),
    REDIRECT("HTTP status 302"),
    HTML("<html>"),
    NOT_JSON("“42 is the answer”"),
    A_BARE_NUMBER("it says “42”"),
    PARTIAL_JSON("is not Prometheus"),
    EMPTY_BODY("it says “”"),
    BROKEN_GZIP("is not Prometheus"),
    RESET_IN_THE_MIDDLE("does not answer"),
    HANGS_UP("does not answer"),
    TIMES_OUT("does not answer within 4.0 seconds"),
    REFUSES_CONNECTIONS("does not answer");

    private final String reason;

    Kind(String reason) {
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  private static final int A_STEP = 1_000;

  private final TreeMap<Instant, Double> shares = new TreeMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private HttpServer server;
  private int port;
  private volatile String model;
  private volatile Kind kind;

  public SpoiledPrometheus() {
    open();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** About this model from now on, and nothing is wrong. */
  public synchronized void about(String name) {
    model = name;
    shares.clear();
    spoil(null);
  }

  /** v2 answers so many percent from this time on. */
  public synchronized void share(Instant from, double percent) {
    shares.put(from, percent / 100);
  }

  /** Null for nothing. */
  public synchronized void spoil(Kind how) {
    if (kind == Kind.REFUSES_CONNECTIONS && how != kind) open();
    kind = how;
    if (how == Kind.REFUSES_CONNECTIONS) server.stop(0);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private void open() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    port = server.getAddress().getPort();
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newCachedThreadPool(work -> {
      var thread = new Thread(work, "spoiled-prometheus");
      thread.setDaemon(true);
      return thread;
    }));
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var how = kind;
    if (how == Kind.HANGS_UP) {
      exchange.close();
      return;
    }
    var query = form.getOrDefault("query", "");
    if (how == Kind.TIMES_OUT && query.startsWith("accuracy[")) await();
    var good = query.startsWith("1") ? "{\"status\":\"success\"}" : matrix(query, form, how);
    switch (how == null ? Kind.NOT_A_NUMBER : how) {
      case STATUS_500_WITH_GOOD_NUMBERS -> send(exchange, 500, good);
      case STATUS_500 -> send(exchange, 500, "Internal Server Error");
      case STATUS_400 ->
        send(
            exchange,
            400,
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}");
      case STATUS_422 ->
        send(
            exchange,
            422,
            "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}");
      case STATUS_503 ->
        send(
            exchange,
            503,
            "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"query timed out\"}");
      case STATUS_401 -> send(exchange, 401, "Unauthorized");
      case REDIRECT -> {
        exchange.getResponseHeaders().add("Location", "/login");
        send(exchange, 302, "");
      }
      case HTML -> send(exchange, 200, "<html><body>Please log in</body></html>");
      case NOT_JSON -> send(exchange, 200, "42 is the answer");
      case A_BARE_NUMBER -> send(exchange, 200, "42");
      case PARTIAL_JSON -> send(exchange, 200, good.substring(0, good.length() / 2));
      case EMPTY_BODY -> send(exchange, 200, "");
      case BROKEN_GZIP -> {
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        send(exchange, 200, "\u001f\u008b\b and then nothing that was ever packed");
      }
      case RESET_IN_THE_MIDDLE -> {
        exchange.sendResponseHeaders(200, good.length() + 1_000L);
        exchange.getResponseBody().write(good.getBytes(UTF_8));
        exchange.getResponseBody().flush();
        exchange.close();
      }
      default -> send(exchange, 200, good);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Longer than anybody waits for an answer, and no longer than the test. */
  private void await() {
    try {
      closed.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String matrix(String query, Map<String, String> form, Kind how) {
    var signal = query.substring(0, query.indexOf('['));
    var warnings = how == Kind.WARNINGS ? "\"warnings\":[\"one store is away\"]," : "";
    var type = how == Kind.A_VECTOR ? "vector" : "matrix";
    var result = how == Kind.EMPTY_RESULT
        ? ""
        : series(signal, "v1", form, how) + "," + series(signal, "v2", form, how)
            + (how == Kind.TWICE ? "," + series(signal, "v2", form, how) : "");
    return "{\"status\":\"success\"," + warnings + "\"data\":{\"resultType\":\"" + type
        + "\",\"result\":[" + result.replaceAll("^,|,$", "") + "]}}";
  }

  private String series(String signal, String version, Map<String, String> form, Kind how) {
    var own = version.equals("v2");
    if (how == Kind.BASELINE_MISSING && !own) return "";
    var labels = own && how == Kind.NO_VERSION_LABEL
        ? "\"model\":\"" + model + "\""
        : own && how == Kind.NO_MODEL_LABEL
            ? "\"version\":\"v2\""
            : "\"model\":\"" + (how == Kind.WRONG_MODEL ? "another" : model) + "\",\"version\":\""
                + (own && how == Kind.WRONG_VERSION ? "v9" : version) + "\"";
    var start = Double.parseDouble(form.get("start"));
    var end = Double.parseDouble(form.get("end"));
    var step = Double.parseDouble(form.get("step"));
    var values = new StringBuilder();
    for (var at = start; at <= end + 0.001; at += step) {
      if (how == Kind.STALE && end - at < Duration.ofDays(4).toSeconds()) continue;
      var value =
          value(signal, own, Instant.ofEpochMilli((long) (at * 1_000)), (long) (step * 1_000), how);
      if (value == null) continue;
      var shown = at
          + (how == Kind.FROM_THE_FUTURE ? 2_592_000 : how == Kind.FROM_THE_PAST ? -2_592_000 : 0);
      values
          .append(values.isEmpty() ? "" : ",")
          .append(String.format(Locale.ROOT, "[%.3f,%s]", shown, value));
    }
    return "{\"metric\":{" + labels + "},\"values\":[" + values + "]}";
  }

  private String value(String signal, boolean own, Instant at, long step, Kind how) {
    if (signal.equals("count")) return count(own, at, step, how);
    if (own && signal.equals("accuracy") && how != null) {
      switch (how) {
        case NOT_A_NUMBER, ZERO_DENOMINATOR:
          return "\"NaN\"";
        case PLUS_INFINITY:
          return "\"+Inf\"";
        case MINUS_INFINITY:
          return "\"-Inf\"";
        case NAN_WITHOUT_QUOTES:
          return "NaN";
        case A_WORD:
          return "\"many\"";
        case NULL_VALUE:
          return "null";
        case EMPTY_TEXT:
          return "\"\"";
        case WITH_A_UNIT:
          return "\"0.98%\"";
        case GAPS:
          return at.getEpochSecond() / 7_200 % 2 == 0 ? null : "\"0.98\"";
        case BELOW_ZERO:
          return "\"-0.5\"";
        case ABOVE_ONE:
          return "\"1.2\"";
        default:
      }
    }
    if (!own && how == Kind.BASELINE_NOT_A_NUMBER) return "\"NaN\"";
    return switch (signal) {
      case "accuracy" -> "\"0.98\"";
      case "errors" -> "\"0.002\"";
      default -> "\"100\"";
    };
  }

  private String count(boolean own, Instant at, long step, Kind how) {
    var share = shares.floorEntry(at.minusMillis(step)) == null
        ? 0
        : shares.floorEntry(at.minusMillis(step)).getValue();
    if (how == Kind.SPLIT_NOT_AS_ORDERED) share = share > 0.5 ? share * 0.55 : share * 2.5;
    if (own && how == Kind.ZERO_DENOMINATOR) return "\"0\"";
    if (own && how == Kind.NEGATIVE_COUNT) return "\"-50\"";
    if (own && how == Kind.HUGE_COUNT) return "\"1e300\"";
    if (own && how == Kind.TOO_FEW)
      return at.getEpochSecond() / 1_800 % 48 == 0 ? "\"3\"" : "\"0\"";
    if (!own && how == Kind.BASELINE_OF_FEW)
      return at.getEpochSecond() / 1_800 % 336 == 0 ? "\"3\"" : "\"0\"";
    return "\"" + A_STEP * (own ? share : 1 - share) + "\"";
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (var pair : body.split("&")) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }
}
