package io.pilotage.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole application over HTTP on an empty data folder, with its job executor and its stages a
 * day long, so that nothing moves but what is measured. The watch runs only when a bench asks for
 * it.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "pilotage.demo.enabled=false",
      "pilotage.rollout.day=24h",
      "pilotage.rollout.next-look=1h",
      "pilotage.operations.watch-cycle=0 0 0 1 1 ?"
    })
@ActiveProfiles("demo")
@Import(BenchBeans.class)
abstract class Served {

  @LocalServerPort
  private int port;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @DynamicPropertySource
  static void anEmptyHome(DynamicPropertyRegistry settings) {
    var home =
        Path.of("target", "bench", "home-" + UUID.randomUUID()).toAbsolutePath().toString();
    settings.add("pilotage.home", () -> home);
  }

  /** The sizes to measure; less for a quick look: {@code -Dbench.sizes=100,1000}. */
  static List<Integer> sizes(String usual) {
    return Arrays.stream(System.getProperty("bench.sizes", usual).split(","))
        .map(Integer::valueOf)
        .toList();
  }

  String evaluate(String model, String caller) {
    return send(
        "/ofrep/v1/evaluate/flags/" + model,
        "application/json",
        "{\"context\":{\"targetingKey\":\"" + caller + "\"}}",
        null);
  }

  String send(String path, String type, String body, String person) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body));
    if (person != null)
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8)));
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200)
        throw new IllegalStateException(
            path + " answered " + answer.statusCode() + " " + answer.body());
      return answer.body();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Milliseconds of each of so many requests, one after the other. */
  static List<Double> one(Callable<String> request, int times) throws Exception {
    var took = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      var started = System.nanoTime();
      request.call();
      took.add(millis(started));
    }
    return took;
  }

  /** The same by several callers at once. */
  static List<Double> together(int callers, Callable<String> request, int timesEach)
      throws Exception {
    var threads = Executors.newFixedThreadPool(callers);
    try {
      var all = IntStream.range(0, callers)
          .<Future<List<Double>>>mapToObj(any -> threads.submit(() -> one(request, timesEach)))
          .toList();
      var took = new ArrayList<Double>();
      for (var done : all) took.addAll(done.get());
      return took;
    } finally {
      threads.shutdown();
    }
  }

  static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }

  static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
