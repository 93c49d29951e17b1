package io.pilotage.traffic;

import java.util.Objects;

/**
 * What a router was seen doing for a model.
 *
 * @param pending what the router still has to do until requests go where it says; null when nothing
 */
public record Observed(
    long generation,
    String stable,
    String candidate,
    int share,
    boolean onFallback,
    String pending) {

  /** The router does not know the model. */
  public static final Observed NOTHING = new Observed(0, null, null, 0, false);

  public Observed(long generation, String stable, String candidate, int share, boolean onFallback) {
    this(generation, stable, candidate, share, onFallback, null);
  }

  public static Observed of(Route route) {
    return new Observed(
        route.generation(), route.stable(), route.candidate(), route.share(), route.onFallback());
  }

  /** True when requests go where the route sends them. */
  public boolean shows(Route route) {
    return pending == null && says(route);
  }

  /** True when it shows the route, or will once nothing is pending any more. */
  boolean says(Route route) {
    return generation == route.generation()
        && share == route.share()
        && onFallback == route.onFallback()
        && Objects.equals(stable, route.stable())
        && Objects.equals(candidate, route.candidate());
  }

  /** True when carrying out the route would give its candidate more than it has now. */
  boolean risesTo(Route route) {
    if (route.onFallback()) return false;
    var has = Objects.equals(candidate, route.candidate()) ? share : 0;
    return onFallback || route.share() > has;
  }

  /** What the callers get who are the first to have a candidate. */
  String firstAnswer() {
    if (onFallback) return "fallback";
    if (share > 0) return candidate;
    return stable == null ? "fallback" : stable;
  }

  @Override
  public String toString() {
    var tried = candidate == null ? "no candidate" : candidate;
    return "generation " + generation
        + (onFallback ? " on the fallback" : " with " + share / 100.0 + " % on " + tried)
        + ", stable " + (stable == null ? "none" : stable)
        + (pending == null ? "" : "; " + pending);
  }
}
