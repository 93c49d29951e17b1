package io.pilotage.traffic;

/** What sends requests to versions. Both verbs are safe to repeat; a router that cannot be reached throws. */
public interface Router {

  /** Carries out the route; one older than the newest seen changes nothing. */
  void apply(Route route);

  /** What the router does for the model now; {@link Observed#NOTHING} when it does not know it. */
  Observed observe(String model);

  String name();
}
