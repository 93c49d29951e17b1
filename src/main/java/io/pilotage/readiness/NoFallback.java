package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import org.springframework.stereotype.Component;

/**
 * A model whose failure stops the business: nobody planned what answers then, or the route does not
 * know it.
 */
@Component
class NoFallback implements StandingRule {

  private final Charters charters;
  private final Initiatives initiatives;
  private final Routes routes;

  NoFallback(Charters charters, Initiatives initiatives, Routes routes) {
    this.charters = charters;
    this.initiatives = initiatives;
    this.routes = routes;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.DEFINE;
  }

  @Override
  public String name() {
    return "Mistake: no fallback";
  }

  @Override
  public Finding check(String initiative) {
    var planned = charters.of(initiative).map(Charter::fallback);
    if (planned.isEmpty())
      return Finding.block("Nobody planned what answers when the model cannot.");
    var fact = planned.get().kind().words() + ", owned by " + planned.get().owner();
    var model = initiatives.get(initiative).model();
    var route = model == null ? null : routes.find(model).orElse(null);
    return route == null ? Finding.pass(fact + ".") : judge(fact, route);
  }

  private static Finding judge(String fact, Route route) {
    if (route.undecided() && !route.onFallback())
      return Finding.pass(
          fact + "; the route of " + route.model() + " is told so by the gate of productionize.");
    if (route.fallback() == null)
      return Finding.warn(fact + ", but the route of " + route.model()
          + " names none: callers would use their own default.");
    return route.onFallback()
        ? Finding.warn(fact + ": callers are answered by “" + route.fallback() + "” now.")
        : Finding.pass(fact + "; the route falls back on “" + route.fallback() + "”.");
  }
}
