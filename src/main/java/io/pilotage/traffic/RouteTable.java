package io.pilotage.traffic;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of the routes. Every generation stays in {@code route_change}; {@code route} is the
 * newest one and what was seen of it.
 */
@Repository
class RouteTable {

  private static final String STATE =
      "model, initiative, stable, candidate, share, fallback, on_fallback, stage, generation, changed_at";
  private static final String ROUTES = "select " + STATE
      + ", case when observed_generation = generation then observed_at end from route ";

  private final JdbcClient jdbc;

  RouteTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Route> find(String model) {
    return jdbc.sql(ROUTES + "where model = ?")
        .param(model)
        .query(RouteTable::route)
        .optional();
  }

  /** The same, and nobody else changes it before this transaction ends. */
  Optional<Route> lock(String model) {
    return jdbc.sql(ROUTES + "where model = ? for update")
        .param(model)
        .query(RouteTable::route)
        .optional();
  }

  List<Route> all() {
    return jdbc.sql(ROUTES + "order by model").query(RouteTable::route).list();
  }

  /** The routes the router was not seen carrying out yet, or any more. */
  List<Route> unconfirmed() {
    return jdbc.sql(ROUTES + "where observed_generation <> generation")
        .query(RouteTable::route)
        .list();
  }

  /** The next routes the router was seen carrying out, by model, after that one. */
  List<Route> confirmedAfter(String model, int atMost) {
    return jdbc.sql(
            ROUTES + "where observed_generation = generation and model > ? order by model limit ?")
        .params(model, atMost)
        .query(RouteTable::route)
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from route").query(Long.class).single();
  }

  /** The routes whose newest generation is not older than that. */
  List<Route> changedSince(Instant time) {
    return jdbc.sql(ROUTES + "where changed_at >= ?")
        .param(utc(time))
        .query(RouteTable::route)
        .list();
  }

  void add(Route route) {
    jdbc.sql("insert into route (" + STATE
            + ", observed_generation) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")
        .params(state(route))
        .update();
  }

  /** Puts the route in the place of its predecessor; false when that is no longer the newest. */
  boolean replace(Route route) {
    return jdbc.sql(
                "update route set initiative = ?, stable = ?, candidate = ?, share = ?, fallback = ?, "
                    + "on_fallback = ?, stage = ?,"
                    + " generation = ?, changed_at = ?, trouble = null, trouble_since = null where model "
                    + "= ? and generation = ?")
            .params(parameters(
                route.initiative(),
                route.stable(),
                route.candidate(),
                route.share(),
                route.fallback(),
                route.onFallback(),
                route.stage(),
                route.generation(),
                utc(route.changedAt()),
                route.model(),
                route.generation() - 1))
            .update()
        == 1;
  }

  void keep(Route route, String by, String reason) {
    var values = state(route);
    Collections.addAll(values, by, reason);
    jdbc.sql("insert into route_change (" + STATE
            + ", changed_by, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(values)
        .update();
  }

  /** Newest first. Each row's predecessor is the row of the generation before it. */
  List<RouteChanged> history(String model) {
    var oldestFirst = new ArrayList<RouteChanged>();
    jdbc.sql("select " + STATE
            + ", null, changed_by, reason from route_change where model = ? order by generation")
        .param(model)
        .query(row -> {
          var before = oldestFirst.isEmpty()
              ? null
              : oldestFirst.get(oldestFirst.size() - 1).after();
          var after = route(row, 0);
          oldestFirst.add(new RouteChanged(
              before, after, row.getString(12), row.getString(13), after.changedAt()));
        });
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  /**
   * Remembers when this generation was first seen carried out; false when it was known or a newer
   * one is wanted by now.
   */
  boolean observed(String model, long generation, Instant now) {
    return jdbc.sql(
                "update route set observed_generation = ?, observed_at = ?, trouble = null, trouble_since = null"
                    + " where model = ? and generation = ? and observed_generation <> ?")
            .params(generation, utc(now), model, generation, generation)
            .update()
        == 1;
  }

  /** Remembers what keeps the router from the route; true the first time. */
  boolean troubled(String model, long generation, String trouble, Instant now) {
    return jdbc.sql("update route set trouble = ?, trouble_since = ?, observed_generation = 0"
                + " where model = ? and generation = ? and trouble_since is null")
            .params(trouble, utc(now), model, generation)
            .update()
        == 1;
  }

  Optional<RouteTrouble> trouble(String model) {
    return jdbc.sql(
            "select model, trouble, trouble_since from route where model = ? and trouble_since is not null")
        .param(model)
        .query(
            (row, number) -> new RouteTrouble(row.getString(1), row.getString(2), instant(row, 3)))
        .optional();
  }

  private static List<Object> state(Route route) {
    return parameters(
        route.model(),
        route.initiative(),
        route.stable(),
        route.candidate(),
        route.share(),
        route.fallback(),
        route.onFallback(),
        route.stage(),
        route.generation(),
        utc(route.changedAt()));
  }

  private static List<Object> parameters(Object... values) {
    var list = new ArrayList<>();
    Collections.addAll(list, values);
    return list;
  }

  private static Route route(ResultSet row, int number) throws SQLException {
    return new Route(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getString(6),
        row.getBoolean(7),
        row.getString(8),
        row.getLong(9),
        instant(row, 10),
        instant(row, 11));
  }
}
