package io.pilotage.monitoring.prometheus;

import io.pilotage.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real Prometheus on a free loopback port, filled with the given samples and ended with the test.
 */
class PrometheusProcess implements AutoCloseable {

  private final Process process;
  final URI url;

  PrometheusProcess(Path folder, String openMetrics) throws Exception {
    var prometheus = Programs.require("prometheus");
    var data = folder.resolve("data");
    var samples = Files.writeString(folder.resolve("samples.txt"), openMetrics + "# EOF\n");
    run(
        folder,
        Programs.require("promtool").toString(),
        "tsdb",
        "create-blocks-from",
        "openmetrics",
        samples.toString(),
        data.toString());
    var settings =
        Files.writeString(folder.resolve("prometheus.yml"), "global:\n  scrape_interval: 15s\n");
    int port = freePort();
    url = URI.create("http://127.0.0.1:" + port);
    process = start(
        folder,
        prometheus.toString(),
        "--config.file=" + settings,
        "--storage.tsdb.path=" + data,
        "--web.listen-address=127.0.0.1:" + port);
    awaitReady();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
  }

  private void awaitReady() throws Exception {
    var client = HttpClient.newHttpClient();
    var ask = HttpRequest.newBuilder(url.resolve("/-/ready")).build();
    try {
      Awaitility.await("Prometheus gets ready")
          .atMost(Duration.ofSeconds(20))
          .until(() -> ready(client, ask));
    } catch (ConditionTimeoutException never) {
      close();
      throw never;
    }
  }

  private static boolean ready(HttpClient client, HttpRequest ask) throws InterruptedException {
    try {
      return client.send(ask, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void run(Path folder, String... command) throws Exception {
    var run = start(folder, command);
    if (!run.waitFor(60, TimeUnit.SECONDS) || run.exitValue() != 0) {
      throw new IllegalStateException(
          List.of(command) + " failed: " + Files.readString(folder.resolve("out.txt")));
    }
  }

  private static Process start(Path folder, String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.resolve("out.txt").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
