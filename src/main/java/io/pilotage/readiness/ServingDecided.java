package io.pilotage.readiness;

import io.pilotage.gate.Finding;
import io.pilotage.gate.GateRule;
import io.pilotage.initiative.Phase;
import io.pilotage.traffic.Routes;
import org.springframework.stereotype.Component;

/**
 * R53: shows the signers which version they let serve, and on whose word; it is their decision that
 * makes it so.
 */
@Component
class ServingDecided implements GateRule {

  private final Readiness readiness;
  private final Routes routes;

  ServingDecided(Readiness readiness, Routes routes) {
    this.readiness = readiness;
    this.routes = routes;
  }

  @Override
  public Phase phase() {
    return Phase.PRODUCTIONIZE;
  }

  @Override
  public String name() {
    return "What serves today";
  }

  @Override
  public Finding check(String initiative) {
    return readiness
        .find(initiative, Registration.class)
        .map(this::judge)
        .orElse(Finding.block("Nobody said what serves today: “Register model” asks for it."));
  }

  private Finding judge(Answered<Registration> said) {
    var named = said.answer();
    var route = routes.find(named.model()).filter(known -> !known.undecided());
    var fallback = "; callers are to fall back on “" + named.fallback() + "”";
    if (route.isPresent())
      return Finding.pass(named.serving() + " serves by the route"
          + (named.fallback().equals(route.get().fallback())
              ? "."
              : fallback + " from this gate on."));
    return Finding.pass((named.first() ? "No version; the fallback " : "Version ") + named.serving()
        + ", said to serve today by " + said.by() + ": takes effect with this gate" + fallback
        + ".");
  }
}
