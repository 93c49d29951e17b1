package io.pilotage.hostile;

import io.pilotage.whole.HostileWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * Sends requests to one port of this machine: with a client where it takes them, as they are typed
 * where a client would tidy them up.
 */
final class Wire {

  private static final int MOST_READ = 200_000;
  private static final int MOST_READ_ON = 16_000;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newBuilder()
      .followRedirects(HttpClient.Redirect.NEVER)
      .connectTimeout(Duration.ofSeconds(10))
      .build();
  private final int port;

  Wire(int port) {
    this.port = port;
  }

  /** Status 0 where no answer came. */
  Answered send(Hostile hostile) {
    try {
      return withClient(hostile);
    } catch (IllegalArgumentException notForClients) {
      return asTyped(hostile);
    } catch (IOException failed) {
      // What is too large is refused before it was sent, and the connection closed: the answer may
      // be lost with it.
      var large = hostile.body() != null && hostile.body().length() > MOST_READ_ON;
      return large
          ? new Answered(413, "", "closed")
          : new Answered(0, "", String.valueOf(failed.getMessage()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answered(0, "", "stopped");
    }
  }

  private Answered withClient(Hostile hostile) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + hostile.path()))
        .timeout(LONGEST)
        .method(
            hostile.route().method(),
            hostile.body() == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(hostile.body()));
    headers(hostile).forEach(request::setHeader);
    var answer = client.send(request.build(), BodyHandlers.ofInputStream());
    var type = answer.headers().firstValue("Content-Type").orElse("");
    try (var body = answer.body()) {
      // A stream of events never ends.
      var text = type.contains("event-stream")
          ? ""
          : new String(body.readNBytes(MOST_READ), StandardCharsets.UTF_8);
      return new Answered(answer.statusCode(), type, text);
    }
  }

  private Answered asTyped(Hostile hostile) {
    var body =
        hostile.body() == null ? new byte[0] : hostile.body().getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder(hostile.route().method() + " " + hostile.path()
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " + body.length
        + "\r\n");
    headers(hostile)
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) LONGEST.toMillis());
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      return read(socket);
    } catch (IOException closed) {
      // Refused before it was read to its end: the answer may be lost with the connection.
      return new Answered(400, "", "closed");
    }
  }

  private static Answered read(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    for (int n; bytes.size() < MOST_READ && (n = socket.getInputStream().read(buffer)) > 0; )
      bytes.write(buffer, 0, n);
    var text = bytes.toString(StandardCharsets.UTF_8);
    var end = text.indexOf("\r\n\r\n");
    if (!text.matches("(?s)HTTP/1\\.1 \\d{3}.*") || end < 0) return new Answered(0, "", text);
    var type = text.substring(0, end)
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
        .findFirst()
        .orElse("");
    return new Answered(Integer.parseInt(text.substring(9, 12)), type, text.substring(end));
  }

  private static Map<String, String> headers(Hostile hostile) {
    var headers = new java.util.LinkedHashMap<String, String>();
    if (hostile.contentType() != null) headers.put("Content-Type", hostile.contentType());
    switch (hostile.role()) {
      case "nobody" -> {}
      case "service" -> headers.put("Authorization", "Bearer " + HostileWorld.TOKEN);
      case "guesser" -> headers.put("Authorization", basic("admin", "guessed"));
      case HostileWorld.OUTSIDER ->
        headers.put("Authorization", basic(HostileWorld.OUTSIDER, HostileWorld.OUTSIDERS_PASSWORD));
      default -> headers.put("Authorization", basic(hostile.role(), "demo"));
    }
    headers.putAll(hostile.headers());
    return headers;
  }

  private static String basic(String person, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((person + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** What came back: status, content type and the beginning of the body. */
  record Answered(int status, String type, String text) {}
}
