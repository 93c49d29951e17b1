package io.pilotage.traffic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * Routes in a database of their own, and the reconciler of one node that makes a router follow
 * them; another node shares the database.
 */
public class Following {

  private final List<RouterAstray> told = new CopyOnWriteArrayList<>();
  private final Time clock;
  private final JdbcDataSource database;
  private final RouteTable table;
  private final RouteBook book;
  private final Reconciler reconciler;

  public Following(Router router) {
    this(router, newDatabase(), new Time());
  }

  private Following(Router router, JdbcDataSource database, Time clock) {
    this.clock = clock;
    this.database = database;
    table = new RouteTable(JdbcClient.create(database));
    book = new RouteBook(table, this::on, clock);
    var sightings =
        new Sightings(table, this::on, new DataSourceTransactionManager(database), clock);
    var properties = new TrafficProperties(
        RouterKind.OFREP,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        100,
        Duration.ofSeconds(30),
        Duration.ofSeconds(8),
        Duration.ofSeconds(5),
        List.of(),
        0);
    reconciler = new Reconciler(router, table, book, sightings, properties, clock);
  }

  public Following anotherNode(Router router) {
    return new Following(router, database, clock);
  }

  public Route open(String model, String stable, String candidate, String fallback) {
    var opened = book.open(
        new Route(model, "CHURN-1", stable, null, 0, fallback, false, "live", 1, null, null), "pm");
    return candidate == null ? opened : move(model, route -> route.withCandidate(candidate));
  }

  /** Changes the newest route, and carries it out as the thread does that changed it. */
  public Route move(String model, UnaryOperator<Route> step) {
    var before = table.find(model).orElseThrow();
    return book.replace(before, step.apply(before), "pm", "Test.");
  }

  public Route route(String model) {
    return table.find(model).orElseThrow();
  }

  public Optional<RouteTrouble> trouble(String model) {
    return table.trouble(model);
  }

  public List<RouterAstray> told() {
    return told;
  }

  /** One look of the reconciler, a second later. */
  public void look() {
    pass(Duration.ofSeconds(1));
    reconciler.reconcile();
  }

  public void pass(Duration time) {
    clock.now = clock.now.plus(time);
  }

  private void on(Object event) {
    if (event instanceof RouteChanged changed) reconciler.carryOut(changed);
    else told.add((RouterAstray) event);
  }

  private static JdbcDataSource newDatabase() {
    var database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Flyway.configure().dataSource(database).load().migrate();
    return database;
  }

  private static class Time extends Clock {

    private volatile Instant now = Instant.parse("2026-01-05T08:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
