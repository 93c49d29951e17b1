package io.pilotage.traffic.haproxy;

import com.sun.net.httpserver.HttpServer;
import io.pilotage.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A real HAProxy on loopback before three tiny services that answer with their version, all ended
 * with the test.
 */
class HaproxyProcess implements AutoCloseable {

  private final Path folder;
  private final List<HttpServer> services = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Process process;
  final Path socket;
  final int socketPort = freePort();
  final int port = freePort();

  HaproxyProcess(Path folder) throws Exception {
    Programs.require("haproxy");
    this.folder = folder;
    this.socket = folder.resolve("s");
    Files.writeString(
        folder.resolve("haproxy.cfg"),
        String.format(
            Locale.ROOT,
            """
        global
          stats socket %s mode 600 level admin
          stats socket 127.0.0.1:%d level admin
        defaults
          mode http
          timeout connect 2s
          timeout client 20s
          timeout server 20s
        frontend callers
          bind 127.0.0.1:%d
          default_backend churn
        backend churn
          balance roundrobin
          server v1 127.0.0.1:%d weight 100
          server v2 127.0.0.1:%d weight 0
          server rules 127.0.0.1:%d weight 0
        backend first-of-all
          balance roundrobin
          server v1 127.0.0.1:%d weight 0
        backend backed-up
          balance roundrobin
          server v1 127.0.0.1:%d weight 0
          server rules 127.0.0.1:%d weight 100 backup
        """,
            socket,
            socketPort,
            port,
            service("v1"),
            service("v2"),
            service("rules"),
            freePort(),
            freePort(),
            freePort()));
    start();
  }

  /** What an operator types. */
  String typed(String command) {
    return new RuntimeSocket(socket.toString(), Duration.ofSeconds(2)).ask(command);
  }

  /** A new process takes over with the weights of the file, as a reload does. */
  void reload() throws Exception {
    var old = process;
    start("-sf", String.valueOf(old.pid()));
    if (!old.waitFor(10, TimeUnit.SECONDS)) old.destroyForcibly();
  }

  void stop() throws Exception {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws Exception {
    stop();
    services.forEach(service -> service.stop(0));
    threads.shutdownNow();
  }

  private void start(String... more) throws Exception {
    var command = new ArrayList<>(List.of(
        Programs.require("haproxy").toString(),
        "-db",
        "-f",
        folder.resolve("haproxy.cfg").toString()));
    command.addAll(List.of(more));
    process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.resolve("out.txt").toFile()))
        .start();
    var pid = "Pid: " + process.pid();
    for (int attempt = 0; attempt < 200; attempt++) {
      if (process.isAlive() && answers(pid)) return;
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new IllegalStateException(
        "HAProxy did not start: " + Files.readString(folder.resolve("out.txt")));
  }

  private boolean answers(String pid) {
    try {
      return typed("show info").contains(pid);
    } catch (IllegalStateException notYet) {
      return false;
    }
  }

  private int service(String version) throws IOException {
    var service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    var body = version.getBytes(StandardCharsets.UTF_8);
    service.createContext("/", call -> {
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
      call.close();
    });
    service.setExecutor(threads);
    service.start();
    services.add(service);
    return service.getAddress().getPort();
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
