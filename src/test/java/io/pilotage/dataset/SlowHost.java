package io.pilotage.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A host on loopback that sends a table row by row for as long as a test wants it to. */
final class SlowHost implements AutoCloseable {

  private static final byte[] HEAD = "age,label\n31,yes\n32,no\n".getBytes(UTF_8);

  final AtomicInteger asked = new AtomicInteger();
  final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch enough = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  SlowHost(long everyMillis) throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/train.csv", exchange -> {
      asked.incrementAndGet();
      exchange.sendResponseHeaders(200, 0);
      try (var out = exchange.getResponseBody()) {
        out.write(HEAD);
        out.flush();
        begun.countDown();
        while (!enough.await(everyMillis, TimeUnit.MILLISECONDS)) {
          out.write("33,yes\n".getBytes(UTF_8));
          out.flush();
        }
      } catch (IOException hungUp) {
        exchange.close();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    });
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String address() {
    return "http://" + host() + "/train.csv";
  }

  void sendTheRest() {
    enough.countDown();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
