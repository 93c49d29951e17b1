package io.pilotage.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A router that lies, sleeps or loses its weights, and the reconciler that brings it back. */
class ReconcilerTest {

  private final MovingClock clock = new MovingClock();
  private final StubbornRouter router = new StubbornRouter();
  private final List<Object> events = new ArrayList<>();
  private final HikariDataSource database = new HikariDataSource();
  private CountedRoutes table;
  private Reconciler reconciler;

  @BeforeEach
  void makeReconciler() {
    connect(database);
    Flyway.configure().dataSource(database).load().migrate();
    table = new CountedRoutes(database);
    var book = new RouteBook(table, events::add, clock);
    var sightings =
        new Sightings(table, events::add, new DataSourceTransactionManager(database), clock);
    var properties = new TrafficProperties(
        RouterKind.OFREP,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        2,
        Duration.ofSeconds(30),
        Duration.ofSeconds(8),
        Duration.ofSeconds(1),
        List.of(),
        0);
    reconciler = new Reconciler(router, table, book, sightings, properties, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void confirmsWhatTheRouterIsSeenDoing() {
    var route = given("churn", 500);

    reconciler.carryOut(changed(route));

    assertThat(table.find("churn").orElseThrow().observedAt()).isEqualTo(clock.instant());
  }

  @Test
  void aRouterThatAnswersNothingHarmsNobodyAndIsTriedAgain() {
    router.reachable = false;
    var route = given("churn", 500);

    reconciler.carryOut(changed(route));
    assertThat(table.find("churn").orElseThrow().confirmed()).isFalse();

    router.reachable = true;
    clock.pass(Duration.ofSeconds(2));
    reconciler.reconcile();
    assertThat(table.find("churn").orElseThrow().confirmed()).isTrue();
  }

  @Test
  @DisplayName(
      "R60 a router that serves already is told nothing before it is decided what serves, and everything after it")
  void leavesAloneWhatNobodyDecided() {
    var undecided = new Route(
        "churn", "CHURN-1", null, "v2", 0, null, false, "waiting", 1, clock.instant(), null);
    table.add(undecided);
    router.shows("churn", new Observed(0, "v0", null, 0, false));

    reconciler.carryOut(changed(undecided));
    clock.pass(Duration.ofMinutes(1));
    reconciler.reconcile();

    assertThat(router.observe(undecided).stable()).isEqualTo("v0");
    assertThat(table.trouble("churn")).isEmpty();
    assertThat(reconciler.lacksDecision(undecided))
        .as("and no drill is run on it")
        .isTrue();

    var decided = undecided.servedBy("v1", "rules");
    table.replace(decided);
    reconciler.carryOut(changed(decided));

    assertThat(router.observe(decided).stable()).isEqualTo("v1");
  }

  @Test
  void saysWhatIsWrongSinceWhenAndForgetsItWhenItIsMended() {
    router.reachable = false;
    given("churn", 500);
    var since = clock.instant();

    reconciler.reconcile();
    clock.pass(Duration.ofSeconds(5));
    reconciler.reconcile();

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            RouterAstray.class, astray -> assertThat(astray.since()).isEqualTo(since));
    assertThat(table.trouble("churn")).hasValueSatisfying(trouble -> {
      assertThat(trouble.since()).isEqualTo(since);
      assertThat(trouble.problem()).contains("does not answer", "connection refused");
    });
    router.reachable = true;
    clock.pass(Duration.ofSeconds(10));
    reconciler.reconcile();
    assertThat(table.trouble("churn")).isEmpty();
  }

  @Test
  void backsOffFromARouterThatStaysAway() {
    router.reachable = false;
    given("churn", 500);

    for (int second = 0; second < 60; second++) {
      reconciler.reconcile();
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(router.asked).isBetween(8, 14);
  }

  @Test
  @DisplayName("R65 a clock that is put back makes no router wait until the old time comes again")
  void aClockThatIsPutBackProlongsNoPause() {
    router.reachable = false;
    given("churn", 500);
    reconciler.reconcile();

    clock.pass(Duration.ofHours(-48));
    router.reachable = true;
    reconciler.reconcile();

    assertThat(table.find("churn").orElseThrow().confirmed()).isTrue();
  }

  @Test
  void aRouterThatClaimsSuccessIsNotBelieved() {
    router.obedient = false;
    given("churn", 500);

    reconciler.reconcile();

    assertThat(table.find("churn").orElseThrow().confirmed()).isFalse();
    assertThat(table.trouble("churn").orElseThrow().problem()).contains("shows generation 0");
  }

  @Test
  @DisplayName("a router found with too much is corrected downwards by itself")
  void correctsDownwards() {
    var route = given("churn", 500);
    reconciler.carryOut(changed(route));

    router.shows("churn", new Observed(route.generation(), "v1", "v2", 7_500, false));
    reconciler.reconcile();

    assertThat(router.observe(route).share()).isEqualTo(500);
  }

  @Test
  @DisplayName("a router found with too little is never raised, but told of")
  void neverCorrectsUpwards() {
    var route = given("churn", 2_500);
    reconciler.carryOut(changed(route));

    router.shows("churn", new Observed(route.generation(), "v1", "v2", 500, false));
    reconciler.reconcile();

    assertThat(router.observe(route).share()).isEqualTo(500);
    assertThat(table.find("churn").orElseThrow().confirmed()).isFalse();
    assertThat(table.trouble("churn").orElseThrow().problem()).contains("5.0 %");
  }

  @Test
  void waitsForARouterThatComesRoundLate() throws Exception {
    router.obedient = false;
    var route = given("churn", 500);

    var shown =
        CompletableFuture.supplyAsync(() -> reconciler.await(route, Duration.ofSeconds(20)));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> router.asked > 4);
    assertThat(shown).isNotDone();
    router.obedient = true;

    assertThat(shown.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(reconciler.await(route, Duration.ZERO)).isTrue();
  }

  @Test
  void stopsWaitingForARouterThatNeverDoes() {
    router.obedient = false;

    assertThat(reconciler.await(given("churn", 500), Duration.ofMillis(20))).isFalse();
    assertThat(table.trouble("churn")).isPresent();
  }

  @Test
  void looksAtABoundedNumberAndStillReachesAll() {
    for (int number = 0; number < 5; number++) given("model-" + number, 500);

    reconciler.reconcile();
    assertThat(table.all()).filteredOn(Route::confirmed).hasSize(2);
    reconciler.reconcile();
    reconciler.reconcile();
    assertThat(table.all()).allMatch(Route::confirmed);
  }

  @Test
  @DisplayName("a change from outside is found within thirty looks, however many routes there are")
  void findsAnOutsideChangeInTime() {
    for (int number = 0; number < 200; number++) given("model-" + number, 500);
    while (table.all().stream().anyMatch(route -> !route.confirmed())) reconciler.reconcile();
    router.shows("model-7", new Observed(1, "v1", "v2", 9_000, false));
    router.shows("model-199", new Observed(1, "v1", "v2", 0, false));

    for (int look = 0; look < 30; look++) {
      clock.pass(Duration.ofSeconds(1));
      reconciler.reconcile();
    }

    assertThat(events)
        .filteredOn(RouterAstray.class::isInstance)
        .extracting(event -> ((RouterAstray) event).route().model())
        .containsExactlyInAnyOrder("model-7", "model-199");
    assertThat(table.trouble("model-7")).as("brought down").isEmpty();
    assertThat(table.trouble("model-199")).as("never raised").isPresent();
  }

  @Test
  @DisplayName(
      "R65 routes that are carried out are read and looked at again in turn, each once in half a minute")
  void looksAtWhatIsCarriedOutInTurn() {
    for (int number = 0; number < 200; number++) given("model-" + number, 500);
    while (table.all().stream().anyMatch(route -> !route.confirmed())) reconciler.reconcile();
    table.read = 0;
    router.asked = 0;

    for (int second = 0; second < 60; second++) {
      clock.pass(Duration.ofSeconds(1));
      reconciler.reconcile();
    }

    assertThat(table.read).as("routes read in a minute").isBetween(400, 500);
    assertThat(router.asked).as("looks at the router in a minute").isBetween(400, 500);
  }

  @Test
  @DisplayName(
      "R65 a route that changes is carried out at the next look, whatever else is still to be looked at")
  void looksAtWhatChangedFirst() {
    for (int number = 0; number < 100; number++) given("model-" + number, 500);
    while (table.all().stream().anyMatch(route -> !route.confirmed())) reconciler.reconcile();
    table.replace(table.find("model-42").orElseThrow().shiftTo(2_500));

    reconciler.reconcile();

    assertThat(table.find("model-42").orElseThrow().confirmed()).isTrue();
  }

  @Test
  void oneBrokenRouteDoesNotHoldUpTheOthers() {
    router.brokenFor = "model-0";
    for (int number = 0; number < 3; number++) given("model-" + number, 500);

    for (int tick = 0; tick < 3; tick++) reconciler.reconcile();

    assertThat(table.all())
        .filteredOn(Route::confirmed)
        .extracting(Route::model)
        .containsExactly("model-1", "model-2");
  }

  @Test
  void bringsBackAPercentThatADrillLeftOut() {
    var route = given("churn", 0);
    var out = new Route(
        "churn",
        "CHURN-1",
        "v1",
        "v2",
        100,
        "rules",
        false,
        DrillRun.STAGE,
        route.generation() + 1,
        clock.instant(),
        null);
    table.replace(out);
    reconciler.reconcile();
    assertThat(router.observe(route).share()).isEqualTo(100);

    clock.pass(Duration.ofMinutes(2));
    reconciler.reconcile();

    assertThat(table.find("churn").orElseThrow())
        .extracting(Route::share, Route::stage)
        .containsExactly(0, "waiting");
    assertThat(events).hasSize(1);
  }

  private Route given(String model, int share) {
    var route = new Route(
        model, "CHURN-1", "v1", "v2", share, "rules", false, "canary", 1, clock.instant(), null);
    table.add(route);
    return route;
  }

  private RouteChanged changed(Route route) {
    return new RouteChanged(null, route, "pm", "Test.", clock.instant());
  }

  void connect(HikariDataSource pool) {
    pool.setJdbcUrl("jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  /** Counts how many routes are read in lists. */
  private static class CountedRoutes extends RouteTable {

    private int read;

    private CountedRoutes(HikariDataSource database) {
      super(JdbcClient.create(database));
    }

    @Override
    List<Route> all() {
      return counted(super.all());
    }

    @Override
    List<Route> unconfirmed() {
      return counted(super.unconfirmed());
    }

    @Override
    List<Route> confirmedAfter(String model, int atMost) {
      return counted(super.confirmedAfter(model, atMost));
    }

    private List<Route> counted(List<Route> routes) {
      read += routes.size();
      return routes;
    }
  }

  /** Does what it is told unless the test says otherwise. */
  private static class StubbornRouter implements Router {

    private final java.util.Map<String, Observed> shown = new ConcurrentHashMap<>();
    private boolean reachable = true;
    private volatile boolean obedient = true;
    private String brokenFor;
    private volatile int asked;

    @Override
    public void apply(Route route) {
      answer(route.model());
      if (obedient) shows(route.model(), Observed.of(route));
    }

    @Override
    public Observed observe(Route route) {
      asked++;
      answer(route.model());
      return shown.getOrDefault(route.model(), Observed.NOTHING);
    }

    @Override
    public String name() {
      return "stubborn";
    }

    void shows(String model, Observed observed) {
      shown.put(model, observed);
    }

    private void answer(String model) {
      if (!reachable || model.equals(brokenFor))
        throw new IllegalStateException("connection refused");
    }
  }

  private static class MovingClock extends Clock {

    private Instant now = Instant.parse("2026-01-05T08:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
