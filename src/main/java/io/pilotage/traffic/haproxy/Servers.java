package io.pilotage.traffic.haproxy;

import io.pilotage.traffic.Observed;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Weights;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The servers of one backend: what their weights mean for a route, and which weights a route needs.
 * Shares are whole percents.
 */
class Servers {

  private static final int ONE_PERCENT = Route.ALL / 100;

  private final String backend;
  private final Map<String, Server> byName;

  private Servers(String backend, Map<String, Server> byName) {
    this.backend = backend;
    this.byName = byName;
  }

  /** Reads the table that {@code show stat} prints; its first line names the columns. */
  static Servers read(String backend, String answer) {
    var lines = answer.split("\n");
    if (!lines[0].startsWith("# ")) throw wrong(backend, answer);
    var columns = Arrays.asList(lines[0].substring(2).split(","));
    var servers = Arrays.stream(lines)
        .skip(1)
        .map(line -> line.split(",", -1))
        .map(cells -> server(backend, columns, cells))
        .collect(Collectors.toMap(
            Server::name, server -> server, (one, other) -> other, LinkedHashMap::new));
    return new Servers(backend, servers);
  }

  /** What callers get now; backups count only when nobody else does. */
  Observed observed(Route route, String fallback, long generation) {
    var active = serving(false);
    return new Weights(active.isEmpty() ? serving(true) : active)
        .observed(route, fallback, generation, null);
  }

  /**
   * Who needs another weight for the route, by name: what rises first, so that no moment is without
   * a server and no share overshoots.
   */
  List<Server> changes(Route route, String fallback) {
    var wanted = wanted(route, fallback);
    return byName.values().stream()
        .map(server -> new Server(
            server.name(),
            wanted.getOrDefault(server.name(), 0),
            server.serving(),
            server.backup()))
        .filter(server -> server.weight() != byName.get(server.name()).weight())
        .sorted(
            Comparator.comparing(server -> byName.get(server.name()).weight() - server.weight()))
        .toList();
  }

  private Map<String, Integer> wanted(Route route, String fallback) {
    if (route.share() % ONE_PERCENT != 0)
      throw new IllegalStateException(
          "HAProxy is given whole percents, not " + route.percent() + " %.");
    if (route.stable() == null && route.share() > 0 && route.share() < Route.ALL)
      requireFallback(route, fallback);
    var wanted = new LinkedHashMap<String, Integer>();
    Weights.of(route, fallback).byName().forEach((name, share) -> {
      if (byName.containsKey(name) || !name.equals(fallback))
        wanted.put(known(name), share / ONE_PERCENT);
    });
    return wanted;
  }

  /** Without it the candidate would get everybody, however small its share. */
  private void requireFallback(Route route, String fallback) {
    if (!byName.containsKey(fallback))
      throw new IllegalStateException(
          "Model " + route.model() + " has no stable version, and backend " + backend
              + " has no server for its fallback" + (fallback == null ? "" : " “" + fallback + "”")
              + ": the candidate would get everybody. Add that server.");
    if (byName.get(fallback).backup())
      throw new IllegalStateException(
          "Server " + fallback + " of backend " + backend
              + " is a backup: beside a candidate it would get nobody. Make it an ordinary server with weight 0.");
  }

  private String known(String version) {
    if (byName.containsKey(version)) return version;
    throw new IllegalStateException("Backend " + backend + " has no server “" + version
        + "”; it has " + byName.keySet() + ". Add one for that version.");
  }

  private Map<String, Integer> serving(boolean backup) {
    return byName.values().stream()
        .filter(server -> server.backup() == backup && server.effectiveWeight() > 0)
        .collect(Collectors.toMap(Server::name, Server::effectiveWeight));
  }

  private static Server server(String backend, List<String> columns, String[] cells) {
    try {
      var status = cells[columns.indexOf("status")];
      return new Server(
          cells[columns.indexOf("svname")],
          Integer.parseInt(cells[columns.indexOf("uweight")]),
          status.startsWith("UP") || status.equals("no check"),
          cells[columns.indexOf("bck")].equals("1"));
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException unreadable) {
      throw wrong(backend, String.join(",", cells));
    }
  }

  private static IllegalStateException wrong(String backend, String answer) {
    return new IllegalStateException(
        "HAProxy says about backend " + backend + ": “"
            + answer.lines().findFirst().orElse("nothing")
            + "”. It should name its servers; is the backend configured, and is this its runtime socket?");
  }
}
