package io.pilotage.monitoring.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers like a Prometheus that has trouble: whatever a test tells it, late, or not at all. */
class FalsePrometheus implements AutoCloseable {

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean hangsUp;
  private volatile Duration delay = Duration.ZERO;
  private final CountDownLatch closed = new CountDownLatch(1);

  FalsePrometheus() throws IOException {
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers queries that start with the given text. */
  void answer(String query, String body) {
    answers.put(query, body);
  }

  void hangUp() {
    hangsUp = true;
  }

  void delay(Duration wait) {
    hangsUp = false;
    delay = wait;
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + form);
    if (hangsUp) throw new IOException("hangs up");
    pause();
    var body = answers.entrySet().stream()
        .filter(answer -> form.startsWith("query=" + answer.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("{}")
        .getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Keeps the caller waiting that long, or until the server is closed. */
  private void pause() {
    try {
      closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
