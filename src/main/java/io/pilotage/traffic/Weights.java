package io.pilotage.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Shares as routers with weights see them: how much goes to whom, by the name of a version or of
 * the fallback. Reads weights in the words of a route, and tells which ones a route needs.
 */
public record Weights(Map<String, Integer> byName) {

  /** What the route needs, in basis points; whoever is not named gets nothing. */
  public static Weights of(Route route, String fallback) {
    var share = route.onFallback() ? 0 : route.share();
    var rest = route.onFallback() || route.stable() == null ? fallback : route.stable();
    var wanted = new LinkedHashMap<String, Integer>();
    if (share > 0) wanted.put(route.candidate(), share);
    if (share < Route.ALL && rest != null) wanted.put(rest, Route.ALL - share);
    return new Weights(wanted);
  }

  /**
   * What callers get, in the words of the route. Somebody the route does not know stands where the
   * stable version should.
   */
  public Observed observed(Route route, String fallback, long generation, String pending) {
    var all = byName.values().stream().mapToInt(Integer::intValue).sum();
    if (all == byName.getOrDefault(fallback, 0)) return withoutVersion(route, generation, pending);
    var share = Math.round((double) Route.ALL * byName.getOrDefault(route.candidate(), 0) / all);
    return new Observed(
        generation, rest(route, fallback), route.candidate(), (int) share, false, pending);
  }

  /** Without a stable version, the fallback that answers the rest is what the route asks for. */
  private static Observed withoutVersion(Route route, long generation, String pending) {
    var asked = route.stable() == null && !route.onFallback();
    return new Observed(generation, route.stable(), route.candidate(), 0, !asked, pending);
  }

  private String rest(Route route, String fallback) {
    var expected = route.stable() == null ? fallback : route.stable();
    return byName.entrySet().stream()
        .filter(part -> part.getValue() > 0)
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals(route.candidate()) && !Objects.equals(name, expected))
        .findFirst()
        .orElse(route.stable());
  }
}
