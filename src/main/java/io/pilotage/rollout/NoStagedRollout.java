package io.pilotage.rollout;

import io.pilotage.gate.Finding;
import io.pilotage.gate.StandingRule;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.RouteChanged;
import io.pilotage.traffic.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** All traffic at once: read from every change the route ever had, whoever made it. */
@Component
class NoStagedRollout implements StandingRule {

  /** The most a candidate may have after each share, in basis points: 5, 25, 75 and 100 percent. */
  private static final List<Integer> STAGES = List.of(500, 2_500, 7_500, Route.ALL);

  private final Initiatives initiatives;
  private final Routes routes;

  NoStagedRollout(Initiatives initiatives, Routes routes) {
    this.initiatives = initiatives;
    this.routes = routes;
  }

  @Override
  public Kind kind() {
    return Kind.MISTAKE;
  }

  @Override
  public Phase askedFrom() {
    return Phase.ROLLOUT;
  }

  @Override
  public String name() {
    return "Mistake: no staged rollout";
  }

  @Override
  public Finding check(String initiative) {
    var model = initiatives.get(initiative).model();
    if (model == null || routes.find(model).isEmpty())
      return Finding.block("No route was opened, so no share of traffic can be kept small.");
    var history = routes.history(model);
    return history.stream()
        .filter(NoStagedRollout::skips)
        .findFirst()
        .map(change -> Finding.block("On " + change.at() + " " + change.after().candidate()
            + " went from " + change.before().percent() + " to "
            + change.after().percent() + " % at once, by " + change.by() + "."))
        .orElseGet(() -> Finding.pass("Every candidate of " + model + " rose stage by stage, in "
            + history.size() + " changes."));
  }

  private static boolean skips(RouteChanged change) {
    if (change.before() == null || change.after().candidate() == null) return false;
    var from = change.after().candidate().equals(change.before().candidate())
        ? change.before().share()
        : 0;
    return change.after().share()
        > STAGES.stream().filter(stage -> stage > from).findFirst().orElse(Route.ALL);
  }
}
