package io.pilotage.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pilotage.traffic.Following;
import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Router;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, under traffic, reloaded, typed at, and gone. */
class HaproxyRouterTest {

  private static final String MODEL = "churn-1";

  @TempDir
  Path folder;

  private HaproxyProcess haproxy;
  private HaproxyRouter router;
  private Following routes;

  @BeforeEach
  void startHaproxy() throws Exception {
    haproxy = new HaproxyProcess(folder);
    router = router(haproxy.socket.toString(), "churn", null);
    routes = new Following(router);
    routes.open(MODEL, "v1", "v2", "rules");
  }

  @AfterEach
  void endHaproxy() throws Exception {
    haproxy.close();
  }

  @Test
  @DisplayName(
      "R60 live traffic while shares change: not one failed request, each share within one point of the ordered one")
  void movesLiveTraffic() throws Exception {
    try (var traffic = new LiveTraffic(haproxy.port, 6)) {
      for (int share : new int[] {0, 500, 2_500, 7_500, 10_000, 7_500, 500, 0}) {
        routes.move(MODEL, route -> route.shiftTo(share));
        assertThat(routes.route(MODEL).confirmed()).isTrue();

        var shares = traffic.sharesOf(4_000);

        System.out.println("Ordered " + share / 100.0 + " %, answered " + shares);
        assertThat(shares.getOrDefault("v2", 0.0)).isCloseTo(share / 100.0, within(1.0));
        assertThat(shares.getOrDefault("v1", 0.0)).isCloseTo(100 - share / 100.0, within(1.0));
      }
      routes.move(MODEL, Route::toFallback);
      assertThat(traffic.sharesOf(1_000)).containsOnlyKeys("rules");
      routes.move(MODEL, route -> route.toStable("v1"));
      assertThat(traffic.sharesOf(1_000)).containsOnlyKeys("v1");
      System.out.println(traffic.all.get() + " requests over 10 changes of weights, "
          + traffic.failures.size() + " failed");
      assertThat(traffic.failures).isEmpty();
    }
  }

  @Test
  void aDozenQuickChangesFailNoRequestEither() throws Exception {
    try (var traffic = new LiveTraffic(haproxy.port, 6)) {
      for (int round = 0; round < 20; round++) {
        var share = round % 2 == 0 ? Route.ALL : 0;
        routes.move(MODEL, route -> route.shiftTo(share));
        traffic.sharesOf(50);
      }
      assertThat(traffic.failures).isEmpty();
      assertThat(routes.route(MODEL).confirmed()).isTrue();
    }
  }

  @Test
  @DisplayName(
      "a reload loses weights and generation together, so the new process is told the route again, and "
          + "operations hear of it")
  void tellsAReloadedProcessAgain() throws Exception {
    var ramp = routes.move(MODEL, route -> route.shiftTo(2_500));

    haproxy.reload();
    assertThat(router.observe(ramp)).isEqualTo(new Observed(0, "v1", "v2", 0, false));
    routes.look();

    assertThat(router.observe(ramp).shows(ramp)).isTrue();
    assertThat(routes.route(MODEL).confirmed()).isTrue();
    assertThat(routes.told())
        .singleElement()
        .satisfies(astray ->
            assertThat(astray.problem()).contains("lost what it was told", "0.0 % on v2"));
  }

  @Test
  @DisplayName("after a reload the newest route counts, also when it is lower than what was lost")
  void aRollbackDuringAReloadWins() throws Exception {
    routes.move(MODEL, route -> route.shiftTo(2_500));
    haproxy.stop();
    var back = routes.move(MODEL, route -> route.shiftTo(500));
    assertThat(routes.route(MODEL).confirmed()).isFalse();

    haproxy.close();
    haproxy = new HaproxyProcess(folder);
    routes.look();

    assertThat(router.observe(back).share()).isEqualTo(500);
    assertThat(routes.route(MODEL).confirmed()).isTrue();
  }

  @Test
  @DisplayName("a share raised by hand is found at the next look, brought down, and told")
  void bringsDownWhatWasRaisedByHand() {
    var canary = routes.move(MODEL, route -> route.shiftTo(500));
    haproxy.typed("set weight churn/v2 95");

    routes.look();

    assertThat(router.observe(canary).share()).isEqualTo(500);
    assertThat(routes.route(MODEL).confirmed()).isTrue();
    assertThat(routes.told())
        .singleElement()
        .satisfies(astray ->
            assertThat(astray.problem()).contains("changed from outside", "50.0 % on v2"));
  }

  @Test
  @DisplayName(
      "a share lowered by hand is told and stays: only a person or a verdict raises traffic")
  void leavesWhatWasLoweredByHand() {
    var ramp = routes.move(MODEL, route -> route.shiftTo(2_500));
    haproxy.typed("set weight churn/v2 0");

    for (int look = 0; look < 5; look++) routes.look();

    assertThat(router.observe(ramp).share()).isZero();
    assertThat(routes.route(MODEL).confirmed()).isFalse();
    assertThat(routes.trouble(MODEL))
        .hasValueSatisfying(
            trouble -> assertThat(trouble.problem()).contains("changed from outside"));
    assertThat(routes.told()).hasSize(1);

    var again = routes.move(MODEL, route -> route.shiftTo(2_500));
    assertThat(router.observe(again).share()).isEqualTo(2_500);
    assertThat(routes.trouble(MODEL)).isEmpty();
  }

  @Test
  @DisplayName(
      "a stable server that is drained gives the candidate everybody, and that is what is seen")
  void seesWhatCallersGetAndNotWhatWasOrdered() {
    var canary = routes.move(MODEL, route -> route.shiftTo(500));
    haproxy.typed("set server churn/v1 state drain");

    routes.look();

    assertThat(router.observe(canary).share()).isEqualTo(Route.ALL);
    assertThat(routes.trouble(MODEL))
        .hasValueSatisfying(trouble -> assertThat(trouble.problem()).contains("100.0 % on v2"));
  }

  @Test
  void anOlderGenerationChangesNothing() {
    var ramp = routes.move(MODEL, route -> route.shiftTo(2_500));
    var back = routes.move(MODEL, route -> route.shiftTo(500));

    router.apply(ramp);

    assertThat(router.observe(back)).isEqualTo(Observed.of(back));
  }

  @Test
  @DisplayName(
      "a node stopped between its look and its push overwrites the newer route, sees it, and puts the newer one back")
  void aNodeThatWakesUpLateCannotUndoARollback() {
    var asleep = new Router() {

      private boolean slept;

      @Override
      public void apply(Route route) {
        // Stopped here until another node has moved on, and then pushes blindly what it had read
        // before.
        if (!slept) {
          slept = true;
          routes.move(MODEL, newest -> newest.shiftTo(500));
          haproxy.typed("set weight churn/v1 25");
          haproxy.typed("set weight churn/v2 75");
          return;
        }
        router.apply(route);
      }

      @Override
      public Observed observe(Route route) {
        return router.observe(route);
      }

      @Override
      public String name() {
        return router.name();
      }
    };
    var late = routes.anotherNode(asleep);

    late.move(MODEL, route -> route.shiftTo(7_500));

    var newest = routes.route(MODEL);
    assertThat(newest.share()).isEqualTo(500);
    assertThat(router.observe(newest)).isEqualTo(Observed.of(newest));
  }

  @Test
  void anotherNodeReadsTheSameGeneration() {
    var canary = routes.move(MODEL, route -> route.shiftTo(500));
    var restarted = routes.anotherNode(router(haproxy.socket.toString(), "churn", null));
    haproxy.typed("set weight churn/v2 0");

    restarted.look();

    assertThat(router.observe(canary).share()).isZero();
    assertThat(restarted.told()).hasSize(1);
  }

  @Test
  void drivesItOverTcpToo() {
    var tcp = router("127.0.0.1:" + haproxy.socketPort, "churn", null);
    var canary = routes.move(MODEL, route -> route.shiftTo(500));

    assertThat(tcp.observe(canary)).isEqualTo(Observed.of(canary));
  }

  @Test
  @DisplayName(
      "a model without a stable version shares with its fallback server, never with a backup")
  void sharesWithTheFallback() {
    var withServer = new Following(router(haproxy.socket.toString(), "churn", null, "shared"));
    withServer.open("shared", null, "v2", "rules");
    withServer.move("shared", route -> route.shiftTo(5_000));
    assertThat(withServer.route("shared").confirmed()).isTrue();
    assertThat(haproxy.typed("get weight churn/rules")).startsWith("50 ");

    var without = troubleWith("first-of-all");
    assertThat(without).contains("no server for its fallback", "Add that server");
    assertThat(troubleWith("backed-up")).contains("is a backup", "with weight 0");
    assertThat(haproxy.typed("get weight first-of-all/v1")).startsWith("0 ");
  }

  @Test
  void namesWhatIsNotConfigured() {
    assertThat(troubleWith("nowhere")).contains("nowhere", "No such proxy");
    var routes = new Following(router);
    routes.open("other", "v1", "v2", null);
    routes.look();
    assertThat(routes.trouble("other").orElseThrow().problem())
        .contains("pilotage.traffic.haproxy.models.other.backend");
    routes = new Following(router(haproxy.socket.toString(), "churn", null));
    routes.open(MODEL, "v1", "v9", null);
    routes.move(MODEL, route -> route.shiftTo(500));
    routes.look();
    assertThat(routes.trouble(MODEL).orElseThrow().problem())
        .contains("no server “v9”", "v1, v2, rules");
    assertThatThrownBy(
            () -> new HaproxyRouter(new HaproxyProperties(null, Duration.ofSeconds(1), Map.of())))
        .hasMessageContaining("pilotage.traffic.haproxy.socket");
  }

  @Test
  @DisplayName(
      "HAProxy gone: the change stands, is not confirmed, is told once, and arrives when HAProxy is back")
  void survivesItsAbsence() throws Exception {
    haproxy.stop();
    routes.move(MODEL, route -> route.shiftTo(500));
    routes.look();
    routes.pass(Duration.ofSeconds(20));
    routes.look();

    assertThat(routes.route(MODEL).confirmed()).isFalse();
    assertThat(routes.trouble(MODEL))
        .hasValueSatisfying(trouble ->
            assertThat(trouble.problem()).contains("does not answer", "Is HAProxy running"));
    assertThat(routes.told()).hasSize(1);

    haproxy.close();
    haproxy = new HaproxyProcess(folder);
    routes.pass(Duration.ofSeconds(20));
    routes.look();
    assertThat(routes.route(MODEL).confirmed()).isTrue();
    assertThat(haproxy.typed("get weight churn/v2")).startsWith("5 ");
  }

  @Test
  void believesNoNonsense() throws Exception {
    try (var socket = listening();
        var answering = new Answering(socket, "<html>nginx</html>\n")) {
      var routes = new Following(router(path(), "churn", null));
      routes.open(MODEL, "v1", null, "rules");
      routes.look();

      assertThat(routes.route(MODEL).confirmed()).isFalse();
      assertThat(routes.trouble(MODEL).orElseThrow().problem())
          .contains("<html>nginx</html>", "2.4 or newer");
    }
  }

  @Test
  @DisplayName(
      "a socket that hangs costs whoever moves traffic one answer time, and the next ones none")
  void waitsForNobody() throws Exception {
    try (var socket = listening()) {
      var routes = new Following(router(path(), "churn", null));
      var started = System.nanoTime();
      routes.open(MODEL, "v1", "v2", "rules");
      routes.move(MODEL, route -> route.shiftTo(500));
      for (int change = 0; change < 20; change++) routes.move(MODEL, route -> route.shiftTo(500));

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
      routes.look();
      assertThat(routes.route(MODEL))
          .extracting(Route::share, Route::confirmed)
          .containsExactly(500, false);
      assertThat(routes.trouble(MODEL).orElseThrow().problem())
          .contains("no whole answer within 500 ms");
    }
  }

  private String troubleWith(String backend) {
    var routes = new Following(router(haproxy.socket.toString(), backend, "rules", backend));
    routes.open(backend, null, "v1", "rules");
    routes.move(backend, route -> route.shiftTo(500));
    routes.look();
    assertThat(routes.route(backend).confirmed()).isFalse();
    return routes.trouble(backend).orElseThrow().problem();
  }

  private static HaproxyRouter router(String socket, String backend, String fallback) {
    return router(socket, backend, fallback, MODEL);
  }

  private static HaproxyRouter router(
      String socket, String backend, String fallback, String model) {
    return new HaproxyRouter(new HaproxyProperties(
        socket,
        Duration.ofMillis(500),
        Map.of(model, new HaproxyProperties.Backend(backend, fallback))));
  }

  private String path() {
    return folder.resolve("false").toString();
  }

  private ServerSocketChannel listening() throws Exception {
    var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(path()));
    return socket;
  }

  /** Gives the same answer to whatever is asked. */
  private static class Answering implements AutoCloseable {

    private final Thread thread;

    Answering(ServerSocketChannel socket, String answer) {
      thread = new Thread(() -> {
        while (!Thread.currentThread().isInterrupted()) {
          try (var caller = socket.accept()) {
            caller.read(ByteBuffer.allocate(1_000));
            caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
          } catch (java.io.IOException closed) {
            return;
          }
        }
      });
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      thread.join(5_000);
    }
  }
}
