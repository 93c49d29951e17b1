package io.pilotage.traffic;

/**
 * What sends requests to versions. Both verbs are safe to repeat; a router that cannot be reached
 * throws, and never makes the caller wait for long.
 */
public interface Router {

  /** Carries out the route; one older than the newest seen changes nothing. */
  void apply(Route route);

  /**
   * What the router does for the route's model now, told in the route's words;
   * {@link Observed#NOTHING} when it does not know it.
   */
  Observed observe(Route route);

  String name();

  /**
   * True when there is one for all nodes: then it leaves a route that was confirmed only when
   * somebody else changes it.
   */
  default boolean shared() {
    return true;
  }
}
