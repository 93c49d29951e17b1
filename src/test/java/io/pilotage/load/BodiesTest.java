package io.pilotage.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.pilotage.WebTest;
import io.pilotage.identity.Browser;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Bodies from outside: so much, so fast, and from strangers hardly anything")
class BodiesTest extends WebTest {

  private static final String MUCH = "x".repeat(1_200_000);
  private static final int SEEN_AT_ONCE = 3;

  @Autowired
  private ServletContext application;

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "/engine-rest/task,                         legal",
    "/engine-rest/task/none/complete,           business",
    "/api/models/none/rollback,                 operations",
    "/api/initiatives/NONE-1/withdraw,          pm",
    "/api/initiatives/NONE-1/experiments,       data-science",
    "/v3/api-docs,                              pm"
  })
  @DisplayName("More than a megabyte of JSON is refused, whether its length is told or not")
  void endsAtAMegabyte(String path, String person) throws IOException {
    var told = as(person).post(path, "{\"reason\":\"" + MUCH + "\",\"processVariables\":[]}");

    assertThat(told.status()).as(told.text()).isIn(413, 405);
    var endless =
        chunked(path, "application/json", "Authorization: " + basic(person, "demo"), 64_000_000);
    assertThat(endless.answer()).containsAnyOf("413", "405");
    assertThat(endless.sent())
        .as("bytes of an endless body before it was cut off")
        .isLessThan(60_000_000);
  }

  @Test
  @DisplayName("Tasklist's own interface takes no more than the others")
  void tasklistToo() {
    var browser = new Browser(this::address);
    browser.login("legal", "demo");
    browser.get("/camunda/app/tasklist/default/");

    var answer = browser.post(
        "/camunda/api/engine/engine/default/task",
        "application/json",
        "{\"nameLike\":\"" + MUCH + "\"}");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("larger than 1024 kB");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "/login,                             application/x-www-form-urlencoded,  413",
    "/login,                             application/json,                   40.|413",
    "/engine-rest/task,                  application/json,                   401",
    "/api/models/none/rollback,          application/json,                   401",
    "/logout,                            application/x-www-form-urlencoded,  413",
    "/camunda/api/engine/engine/default/task, application/json,              401"
  })
  @DisplayName("Of what a stranger sends, no more than a form is read")
  void readsHardlyAnythingOfStrangers(String path, String type, String status) throws IOException {
    var endless = chunked(path, type, "Accept: application/json", 64_000_000);

    assertThat(endless.answer()).containsPattern("HTTP/1.1 (" + status + ") ");
    assertThat(endless.sent())
        .as(
            "bytes sent before it was cut off, most of them into the buffers of the two connections")
        .isLessThan(20_000_000);
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "/login,                             X-Nothing: at all",
    "/,                                  X-Nothing: at all",
    "/api/initiatives/NONE-1/datasets,   X-Nothing: at all",
    "/api/initiatives/NONE-1/datasets,   'Cookie: JSESSIONID=0123456789ABCDEF0123456789ABCDEF'",
    "/initiatives/NONE-1/data,           'Cookie: JSESSIONID=0123456789ABCDEF0123456789ABCDEF'",
    "/api/models/none/rollback,          'Authorization: Basic b3BlcmF0aW9uczpkZW1v'"
  })
  @DisplayName(
      "A form with files leaves nothing on the disk unless somebody who is logged in uploads data")
  void writesNothingForStrangers(String path, String header) throws IOException {
    try (var line = new Socket("127.0.0.1", port)) {
      line.setSoTimeout(20_000);
      write(
          line,
          "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header
              + "\r\nContent-Type: multipart/form-data; boundary=cut\r\nContent-Length: 100000000\r\n\r\n"
              + "--cut\r\nContent-Disposition: form-data; name=\"file\"; "
              + "filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n");
      try {
        for (int i = 0; i < 30; i++) write(line, "a,b\n".repeat(25_000));
      } catch (SocketException cutOff) {
        // What was wanted: the server does not take it.
      }
      assertThat(kept()).as("bytes of it on the disk").isLessThan(100_000);
      assertThat(statusOf(line)).isIn("302", "401", "403", "413", "415");
    }
  }

  @Test
  @DisplayName(
      "Strangers who send a byte now and then hold a few threads for seconds, and everybody else is "
          + "answered meanwhile")
  void isNotHeldUpBySlowStrangers() throws IOException {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 60; i++) {
        var line = new Socket("127.0.0.1", port);
        line.setSoTimeout(20_000);
        write(
            line,
            "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + "application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nu");
        slow.add(line);
      }
      var started = System.nanoTime();
      for (int i = 0; i < SEEN_AT_ONCE; i++) {
        assertThat(anonymously().get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(anonymously().get("/login").status()).isEqualTo(200);
        assertThat(as("pm").get("/api/models").status()).isEqualTo(200);
        assertThat(new Browser(this::address).login("pm", "demo")).doesNotContain("error");
      }
      for (var line : slow) assertThat(statusOf(line)).isIn("408", "503");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    } finally {
      for (var line : slow) line.close();
    }
  }

  @Test
  @DisplayName("Who is known and stops sending is told so, and holds no thread")
  void endsASilentBody() throws IOException {
    try (var line = new Socket("127.0.0.1", port)) {
      line.setSoTimeout(20_000);
      write(
          line,
          "POST /engine-rest/task HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
              + basic("legal", "demo")
              + "\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{");

      assertThat(new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408")
          .contains("came too slowly");
    }
  }

  @Test
  @DisplayName(
      "A call that was refused before its body was read may be followed by another on the same connection")
  void keepsTheConnection() throws IOException {
    try (var line = new Socket("127.0.0.1", port)) {
      line.setSoTimeout(20_000);
      for (int i = 0; i < SEEN_AT_ONCE; i++) {
        write(
            line,
            "POST /engine-rest/task HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                + "application/json\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(statusOf(line)).isEqualTo("401");
        skipBody(line.getInputStream());
      }
    }
  }

  private record Sent(long sent, String answer) {}

  private Sent chunked(String path, String type, String header, long most) throws IOException {
    try (var line = new Socket("127.0.0.1", port)) {
      line.setSoTimeout(20_000);
      write(
          line,
          "POST " + path
              + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: "
              + type + "\r\n" + header + "\r\n\r\n");
      long sent = 0;
      var piece = "{\"processVariables\":[" + "{\"name\":\"x\"},".repeat(5_000);
      try {
        while (sent < most) {
          write(line, Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
          sent += piece.length();
          piece = "{\"name\":\"x\"},".repeat(5_000);
        }
      } catch (SocketException cutOff) {
        // What was wanted: the server does not take it.
      }
      return new Sent(sent, "HTTP/1.1 " + statusOf(line) + " ");
    }
  }

  private static void write(Socket line, String text) throws IOException {
    line.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String statusOf(Socket line) throws IOException {
    return new String(line.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1)
        .substring(9);
  }

  /** To the end of headers and of a body in chunks, as the problems of our doors come. */
  private static void skipBody(InputStream answer) throws IOException {
    var read = new StringBuilder();
    while (!read.toString().endsWith("\r\n0\r\n\r\n")
        && !read.toString().endsWith("\"field\":\"Authorization\"}"))
      read.append((char) answer.read());
    while (answer.available() > 0) answer.read();
  }

  private long kept() {
    var files = ((File) application.getAttribute(ServletContext.TEMPDIR)).listFiles();
    return files == null
        ? 0
        : List.of(files).stream()
            .filter(file -> file.getName().startsWith("upload_"))
            .mapToLong(File::length)
            .sum();
  }
}
