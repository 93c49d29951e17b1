package io.pilotage.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.sun.net.httpserver.HttpServer;
import io.pilotage.hostile.Wire.Answered;
import io.pilotage.whole.HostileWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of hostile requests, drawn from a seed, over every address as every role, against the
 * finished jar in the middle of a rollout: no fault of the server, no leak, no effect. Another
 * seed: {@code -Dhostile.seed=7 -Dhostile.requests=100000}.
 */
@DisplayName("Hostile requests")
class HostileRequestsIT {

  private static final int REQUESTS = Integer.getInteger("hostile.requests", 25_000);
  private static final long SEED = Long.getLong("hostile.seed", 20_261_129);
  private static final int SENDERS = 3;
  private static final int MOST_SHOWN = 40;
  // Names of packages, tables and statements, traces and addresses of databases. The name of an
  // exception alone, as the engine's clients know it, says nothing.
  private static final Pattern LEAK = Pattern.compile(
      "\\bat [a-z]+(\\.\\w+)+\\([A-Z]\\w+\\.java|\\b(org|com|java|jakarta|io)\\.[a-z]\\w*\\.[a-zA-Z]\\w*"
          + "|jdbc:|\\bACT_[A-Z]{2}_"
          + "|(?i:\\bselect\\b.{1,80}\\bfrom\\b|\\binsert into\\b|\\bdelete from\\b)|ENGINE-\\d{5}|Exception: ");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static HostileWorld server;
  private static HttpServer canary;
  private static final AtomicInteger HITS = new AtomicInteger();

  @BeforeAll
  static void start() throws IOException {
    canary = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    canary.createContext("/", exchange -> {
      HITS.incrementAndGet();
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    });
    canary.start();
    server = HostileWorld.inTheMiddleOfARollout(folder.resolve("home"));
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
    if (canary != null) canary.stop(0);
  }

  @Test
  @DisplayName("R108 25,000 hostile requests as each role: no 5xx, no leak, no effect")
  void nothingGivesWay() throws Exception {
    var world = new World(
        "http://127.0.0.1:" + canary.getAddress().getPort(),
        HostileWorld.INITIATIVE,
        HostileWorld.MODEL,
        server.ids());
    var hostility = new Hostility(world, EveryRoute.all(), SEED);
    var before = server.standing();
    var logged = Files.size(server.log());

    var findings = Collections.synchronizedList(new ArrayList<String>());
    var tried = new EnumMap<Kind, AtomicInteger>(Kind.class);
    var held = new EnumMap<Kind, AtomicInteger>(Kind.class);
    for (var kind : Kind.values()) {
      tried.put(kind, new AtomicInteger());
      held.put(kind, new AtomicInteger());
    }
    var next = new AtomicInteger();
    var wire = new Wire(server.port());
    var senders = Executors.newFixedThreadPool(SENDERS);
    for (var i = 0; i < SENDERS; i++) {
      senders.execute(() -> {
        for (int nr; (nr = next.getAndIncrement()) < REQUESTS; ) {
          var hostile = hostility.request(nr);
          var answer = wire.send(hostile);
          tried.get(hostile.kind()).incrementAndGet();
          var fault = fault(hostile, answer);
          if (fault == null) held.get(hostile.kind()).incrementAndGet();
          else
            findings.add(
                fault + " ← " + hostile + " → " + answer.status() + " " + shortened(answer.text()));
        }
      });
    }
    senders.shutdown();
    assertThat(senders.awaitTermination(15, TimeUnit.MINUTES))
        .as("the requests are answered")
        .isTrue();

    tell(tried, held, findings);
    var after = server.standing();
    var traces = tracesSince(logged);
    assertSoftly(softly -> {
      softly
          .assertThat(findings.stream().limit(MOST_SHOWN).toList())
          .as("%d of %d requests, seed %d", findings.size(), REQUESTS, SEED)
          .isEmpty();
      softly.assertThat(after).as("what nobody of these may change").isEqualTo(before);
      softly.assertThat(HITS.get()).as("requests the server was made to send").isZero();
      softly.assertThat(traces).as("traces in the log").isEmpty();
      softly
          .assertThat(tried.values())
          .as("every kind was tried")
          .allMatch(count -> count.get() > REQUESTS / 50);
    });
  }

  private static String fault(Hostile hostile, Answered answer) {
    if (answer.status() == 0) return "no answer";
    if (answer.status() >= 500) return "fault of the server";
    if (answer.type().contains("html") && answer.text().contains(Hostility.MARK))
      return "script in a page";
    // What was sent may come back in a refusal; what the server adds to it must not speak of its
    // insides.
    var leak = answer.status() < 400 ? null : LEAK.matcher(answer.text());
    while (leak != null && leak.find()) {
      if (!hostile.toString().contains(leak.group())
          && (hostile.body() == null || !hostile.body().contains(leak.group())))
        return "leak of “" + leak.group() + "”";
    }
    return null;
  }

  private static List<String> tracesSince(long offset) throws IOException {
    var text = new String(Files.readAllBytes(server.log()), StandardCharsets.UTF_8);
    return text.substring((int) Math.min(offset, text.length()))
        .lines()
        .filter(line -> line.startsWith("\tat ") || line.contains(" ERROR "))
        .distinct()
        .limit(MOST_SHOWN)
        .toList();
  }

  private static void tell(
      Map<Kind, AtomicInteger> tried, Map<Kind, AtomicInteger> held, List<String> findings)
      throws IOException {
    var table = new StringBuilder("| What was tried | requests | held |\n|---|---|---|\n");
    tried.forEach((kind, count) -> table
        .append("| ")
        .append(kind.words)
        .append(" | ")
        .append(count)
        .append(" | ")
        .append(held.get(kind))
        .append(" |\n"));
    System.out.println("HOSTILE, seed " + SEED + "\n" + table);
    Files.createDirectories(Path.of("target", "hostile"));
    Files.writeString(Path.of("target", "hostile", "table.md"), table);
    // As bytes: what was sent holds halves of characters, which a writer of text refuses.
    Files.write(
        Path.of("target", "hostile", "findings.txt"),
        String.join("\n", List.copyOf(findings)).getBytes(StandardCharsets.UTF_8));
  }

  private static String shortened(String text) {
    return (text.length() > 300 ? text.substring(0, 300) + "…" : text).replaceAll("\\s+", " ");
  }
}
