package io.pilotage.board;

import io.pilotage.rollout.Freeze;
import io.pilotage.rollout.Freezes;
import io.pilotage.traffic.RouteTrouble;
import io.pilotage.traffic.Routes;
import org.springframework.stereotype.Component;

/** What keeps traffic from moving, for pages that say so. Named {@code frost} in templates. */
@Component("frost")
class Frost {

  private final Freezes freezes;
  private final Routes routes;

  Frost(Freezes freezes, Routes routes) {
    this.freezes = freezes;
    this.routes = routes;
  }

  /** The freeze that holds; null when promotions go on. */
  public Freeze now() {
    return freezes.current().orElse(null);
  }

  public boolean mayDecide() {
    return freezes.mayDecide();
  }

  /** What keeps the router from the route of the model; null when nothing. */
  public RouteTrouble trouble(String model) {
    return routes.trouble(model).orElse(null);
  }
}
