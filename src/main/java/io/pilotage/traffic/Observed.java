package io.pilotage.traffic;

import java.util.Objects;

/** What a router was seen doing for a model. */
public record Observed(long generation, String stable, String candidate, int share, boolean onFallback) {

  public static final Observed NOTHING = new Observed(0, null, null, 0, false);

  static Observed of(Route route) {
    return new Observed(route.generation(), route.stable(), route.candidate(), route.share(), route.onFallback());
  }

  /** True when requests go where the route sends them. */
  boolean shows(Route route) {
    return generation == route.generation() && share == route.share() && onFallback == route.onFallback()
        && Objects.equals(stable, route.stable()) && Objects.equals(candidate, route.candidate());
  }

  /** True when the route sends no more to the candidate than the router does now. */
  boolean exceeds(Route route) {
    return !onFallback && (route.onFallback() || share > route.share()
        || share > 0 && !Objects.equals(candidate, route.candidate()));
  }
}
