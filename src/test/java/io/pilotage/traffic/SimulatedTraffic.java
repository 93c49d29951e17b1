package io.pilotage.traffic;

import io.pilotage.registry.Models;
import io.pilotage.registry.VersionQuarantined;
import io.pilotage.simulated.Database;
import io.pilotage.simulated.Memory;
import io.pilotage.simulated.StandIn;
import io.pilotage.simulated.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;

/**
 * The traffic of a simulation: the product's own routes, reconciler and embedded router, over
 * tables in memory or in a database. Between the reconciler and the router lies a line that can
 * fail in every way a line can.
 */
public final class SimulatedTraffic {

  /** How the line to the router fails. */
  public enum Fault {
    NONE,
    APPLY_LOST,
    ANSWER_LOST,
    OBSERVED_WRONG,
    UNREACHABLE
  }

  private static final TrafficProperties PROPERTIES = new TrafficProperties(
      RouterKind.OFREP,
      Duration.ofSeconds(1),
      Duration.ofSeconds(1),
      100,
      Duration.ofSeconds(30),
      Duration.ofMinutes(1),
      Duration.ofSeconds(10),
      List.of(),
      0);

  private final Storage storage;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final boolean fenced;
  private final RouteTable table;
  private final RouteBook book;
  private final Routes routes;
  private final Line line = new Line();
  private Router router;
  private Reconciler reconciler;
  private List<Route> remembered = List.of();
  private Runnable beforeRead = () -> {};

  /**
   * @param fenced whether the router keeps to the newest generation it has seen
   * @param blind whether a change is written without asking what it replaces
   */
  public SimulatedTraffic(
      Storage storage,
      Models models,
      ApplicationEventPublisher events,
      Clock clock,
      boolean fenced,
      boolean blind) {
    this.storage = storage;
    this.events = events;
    this.clock = clock;
    this.fenced = fenced;
    this.table = storage instanceof Memory memory
        ? new InMemory(memory)
        : new InDatabase((Database) storage);
    this.book = blind ? new BlindBook() : new RouteBook(table, events, clock);
    this.routes =
        StandIn.transactional(new Routes(table, book, null, models), storage.transactions());
    clear();
  }

  /** A new router and a new node in front of it; the tables are cleared by the storage. */
  public void clear() {
    router = fenced ? new EmbeddedRouter(table, event -> {}, clock) : new Fenceless();
    reconciler = new Reconciler(
        line,
        table,
        book,
        new Sightings(table, events, storage.transactions(), clock),
        PROPERTIES,
        clock);
    line.fault = Fault.NONE;
    line.told.clear();
    remembered = List.of();
    beforeRead = () -> {};
  }

  public Routes routes() {
    return routes;
  }

  /** Called before a route is read: another node may do something just then. */
  public void beforeRead(Runnable hook) {
    beforeRead = hook;
  }

  public void fault(Fault fault) {
    line.fault = fault;
  }

  /** The first try after the commit of a change. */
  public void carryOut(RouteChanged changed) {
    reconciler.carryOut(changed);
  }

  public void lost(VersionQuarantined quarantined) {
    routes.takeTrafficFrom(quarantined);
  }

  public void reconcile() {
    reconciler.reconcile();
  }

  /** Another node reads the routes and falls asleep before it carries them out. */
  public void fallAsleep() {
    remembered = table.all();
  }

  /** It wakes up and goes on with what it knew. */
  public void wakeUp() {
    remembered.forEach(router::apply);
  }

  /** What callers are really answered, whatever the line says. */
  public Observed really(String model) {
    return router.observe(
        new Route(model, null, null, null, 0, null, false, "live", 0, null, null));
  }

  /** True when the product was ever told that the router does exactly this. */
  public boolean toldOf(Route route) {
    return line.told.contains(Observed.of(route));
  }

  public Optional<Route> peek(String model) {
    return quietly(() -> table.find(model));
  }

  public List<RouteChanged> history(String model) {
    return quietly(() -> table.history(model));
  }

  private <T> T quietly(Supplier<T> read) {
    var hook = beforeRead;
    beforeRead = () -> {};
    try {
      return read.get();
    } finally {
      beforeRead = hook;
    }
  }

  private final class Line implements Router {

    private Fault fault;
    private final Set<Observed> told = new HashSet<>();

    @Override
    public void apply(Route route) {
      if (fault == Fault.UNREACHABLE) throw new IllegalStateException("connection refused");
      if (fault != Fault.APPLY_LOST) router.apply(route);
      if (fault == Fault.ANSWER_LOST) throw new IllegalStateException("connection reset");
    }

    @Override
    public Observed observe(Route route) {
      if (fault == Fault.UNREACHABLE) throw new IllegalStateException("connection refused");
      var real = router.observe(route);
      var seen = fault != Fault.OBSERVED_WRONG
          ? real
          : new Observed(
              real.generation(),
              real.stable(),
              real.candidate(),
              real.candidate() == null ? 0 : (real.share() + 2_500) % 10_001,
              real.onFallback());
      told.add(seen);
      return seen;
    }

    @Override
    public String name() {
      return "simulated";
    }
  }

  /** Does whatever it was told last, however old that is. */
  private static final class Fenceless implements Router {

    private Observed shown = Observed.NOTHING;

    @Override
    public void apply(Route route) {
      shown = Observed.of(route);
    }

    @Override
    public Observed observe(Route route) {
      return shown;
    }

    @Override
    public String name() {
      return "fenceless";
    }
  }

  /** Writes over whatever is there. */
  private final class BlindBook extends RouteBook {

    private BlindBook() {
      super(table, events, clock);
    }

    @Override
    Route replace(Route before, Route next, String by, String reason) {
      var newest = table.find(next.model()).orElseThrow();
      var over = new Route(
          next.model(),
          next.initiative(),
          next.stable(),
          next.candidate(),
          next.share(),
          next.fallback(),
          next.onFallback(),
          next.stage(),
          newest.generation() + 1,
          clock.instant(),
          null);
      table.replace(over);
      table.keep(over, by, reason);
      events.publishEvent(new RouteChanged(newest, over, by, reason, over.changedAt()));
      return over;
    }
  }

  private final class InDatabase extends RouteTable {

    private InDatabase(Database database) {
      super(database.client());
    }

    @Override
    Optional<Route> find(String model) {
      beforeRead.run();
      return super.find(model);
    }

    @Override
    Optional<Route> lock(String model) {
      beforeRead.run();
      var held = super.lock(model);
      storage.hold();
      return held;
    }
  }

  private record Row(
      Route route, long observedGeneration, Instant observedAt, RouteTrouble trouble) {

    Route seen() {
      return new Route(
          route.model(),
          route.initiative(),
          route.stable(),
          route.candidate(),
          route.share(),
          route.fallback(),
          route.onFallback(),
          route.stage(),
          route.generation(),
          route.changedAt(),
          observedGeneration == route.generation() ? observedAt : null);
    }
  }

  private record Change(Route route, String by, String reason) {}

  private final class InMemory extends RouteTable {

    private final Memory.Table<String, Row> rows;
    private final Memory.Table<String, Change> changes;

    private InMemory(Memory memory) {
      super(null);
      this.rows = memory.table();
      this.changes = memory.table();
    }

    @Override
    Optional<Route> find(String model) {
      beforeRead.run();
      return rows.find(model).map(Row::seen);
    }

    @Override
    Optional<Route> lock(String model) {
      beforeRead.run();
      storage.hold();
      return rows.find(model).map(Row::seen);
    }

    @Override
    List<Route> all() {
      return rows.rows().stream()
          .map(Row::seen)
          .sorted(Comparator.comparing(Route::model))
          .toList();
    }

    @Override
    List<Route> unconfirmed() {
      return all().stream().filter(route -> !route.confirmed()).toList();
    }

    @Override
    List<Route> confirmedAfter(String model, int atMost) {
      return all().stream()
          .filter(route -> route.confirmed() && route.model().compareTo(model) > 0)
          .limit(atMost)
          .toList();
    }

    @Override
    long count() {
      return all().size();
    }

    @Override
    List<Route> changedSince(Instant time) {
      return all().stream().filter(route -> !route.changedAt().isBefore(time)).toList();
    }

    @Override
    void add(Route route) {
      rows.put(route.model(), new Row(route, 0, null, null));
    }

    @Override
    boolean replace(Route route) {
      var row = rows.find(route.model())
          .filter(known -> known.route().generation() == route.generation() - 1);
      row.ifPresent(known -> rows.put(
          route.model(), new Row(route, known.observedGeneration(), known.observedAt(), null)));
      return row.isPresent();
    }

    @Override
    void keep(Route route, String by, String reason) {
      changes.put(route.model() + " " + route.generation(), new Change(route, by, reason));
    }

    @Override
    List<RouteChanged> history(String model) {
      var oldestFirst = new ArrayList<RouteChanged>();
      changes.rows().stream()
          .filter(change -> change.route().model().equals(model))
          .sorted(Comparator.comparing(change -> change.route().generation()))
          .forEach(change -> oldestFirst.add(new RouteChanged(
              oldestFirst.isEmpty()
                  ? null
                  : oldestFirst.get(oldestFirst.size() - 1).after(),
              change.route(),
              change.by(),
              change.reason(),
              change.route().changedAt())));
      Collections.reverse(oldestFirst);
      return oldestFirst;
    }

    @Override
    boolean observed(String model, long generation, Instant now) {
      var row = rows.find(model)
          .filter(known ->
              known.route().generation() == generation && known.observedGeneration() != generation);
      row.ifPresent(known -> rows.put(model, new Row(known.route(), generation, now, null)));
      return row.isPresent();
    }

    @Override
    boolean troubled(String model, long generation, String trouble, Instant now) {
      var row = rows.find(model)
          .filter(known -> known.route().generation() == generation && known.trouble() == null);
      row.ifPresent(known -> rows.put(
          model,
          new Row(known.route(), 0, known.observedAt(), new RouteTrouble(model, trouble, now))));
      return row.isPresent();
    }

    @Override
    Optional<RouteTrouble> trouble(String model) {
      return rows.find(model).map(Row::trouble);
    }
  }
}
