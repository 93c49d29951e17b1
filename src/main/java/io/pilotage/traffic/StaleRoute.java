package io.pilotage.traffic;

import io.pilotage.engine.Refusal;

/**
 * The route moved on while the answer was computed: nothing was changed, and whoever wanted it
 * looks again.
 */
public class StaleRoute extends Refusal {

  StaleRoute(String model, long expected, long found) {
    super(
        "generation",
        "The route of " + model + " has changed meanwhile (it is at generation " + found
            + ", the change was made for " + expected
            + "). Nothing was moved. Look at the route again and repeat the step if it is still right.");
  }
}
