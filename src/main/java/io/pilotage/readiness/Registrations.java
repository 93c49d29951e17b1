package io.pilotage.readiness;

import io.pilotage.charter.Charter;
import io.pilotage.charter.Charters;
import io.pilotage.charter.FallbackKind;
import io.pilotage.engine.Refusal;
import io.pilotage.gate.GateDecided;
import io.pilotage.gate.GateDecision;
import io.pilotage.gate.Gates;
import io.pilotage.identity.People;
import io.pilotage.initiative.Initiatives;
import io.pilotage.initiative.Phase;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings an initiative's model into the registry and opens its route. What is said to serve today
 * takes effect at the end of the phase, together with the approval of the candidate: by the
 * decision of the gate, and by nobody's word before it.
 */
@Service
public class Registrations {

  private final Readiness readiness;
  private final Initiatives initiatives;
  private final Charters charters;
  private final Models models;
  private final Routes routes;
  private final Risks risks;
  private final Gates gates;
  private final People people;

  Registrations(
      Readiness readiness,
      Initiatives initiatives,
      Charters charters,
      Models models,
      Routes routes,
      Risks risks,
      Gates gates,
      People people) {
    this.readiness = readiness;
    this.initiatives = initiatives;
    this.charters = charters;
    this.models = models;
    this.routes = routes;
    this.risks = risks;
    this.gates = gates;
    this.people = people;
  }

  /**
   * Registers both versions and opens the route, the candidate waiting without traffic and callers
   * on what they use by themselves.
   */
  @Transactional
  public void register(String initiative, Registration wanted) {
    refuseMissingPrevious(initiative, wanted);
    refuseOtherStable(wanted);
    var by = people.currentOrSystem();
    readiness.keep(initiative, wanted);
    if (decided(wanted.model()).isEmpty())
      models.sayServes(wanted.model(), wanted.serving(), initiative, by);
    models.register(wanted.model(), wanted.candidate(), initiative, wanted.artifact(), by);
    initiatives.nameModel(initiative, wanted.model());
    openRoute(initiative, wanted, by);
    risks.seed(initiative);
  }

  /**
   * Lets serve what was said to serve, and records that the candidate may be deployed. What counts
   * is the gate on record, whatever the process says. Safe to repeat.
   */
  @Transactional
  public void approve(String initiative) {
    Refusal.unless(
        gates.passed(initiative, Phase.PRODUCTIONIZE),
        "version",
        "The productionize gate of " + initiative
            + " has not been passed, so no version is approved.");
    var registration = readiness.registration(initiative);
    letServe(initiative, registration, "productionize gate of " + initiative);
    models.approve(
        registration.model(), registration.candidate(), "productionize gate of " + initiative);
  }

  private void letServe(String initiative, Registration signed, String by) {
    var route = routes.get(signed.model());
    if (route.undecided()) {
      var serving = models.sayServes(signed.model(), signed.serving(), initiative, by);
      models.adopt(signed.model(), serving.version(), initiative, serving.artifact(), by);
      routes.change(
          route.servedBy(serving.version(), signed.fallback()),
          by,
          serving.version() + " serves, and callers fall back on " + signed.fallback() + ".");
    } else if (!signed.fallback().equals(route.fallback())) {
      routes.change(
          route.fallingBackTo(signed.fallback()),
          by,
          "The fallback is now " + signed.fallback() + ".");
    }
  }

  // A stopped initiative leaves no candidate waiting on the route, and its word about what serves
  // is worth nothing.
  @EventListener
  void takeBack(GateDecided decided) {
    if (decided.phase() != Phase.PRODUCTIONIZE || decided.decision() != GateDecision.STOP) return;
    var registration = readiness.find(decided.initiative(), Registration.class);
    registration.ifPresent(found -> models.forgetSaid(found.answer().model()));
    registration
        .flatMap(found -> routes
            .find(found.answer().model())
            .filter(route -> found.answer().candidate().equals(route.candidate())))
        .ifPresent(route -> routes.change(
            route.withoutCandidate(), people.currentOrSystem(), "The initiative was stopped."));
  }

  private void refuseMissingPrevious(String initiative, Registration wanted) {
    var kind = charters.of(initiative).map(Charter::fallbackKind);
    Refusal.unless(
        !wanted.first() || kind.isEmpty() || kind.get() != FallbackKind.PREVIOUS_MODEL,
        "stableVersion",
        "The charter falls back on the previous model. Name the version that serves today.");
  }

  private void refuseOtherStable(Registration wanted) {
    decided(wanted.model())
        .map(Registrations::serving)
        .ifPresent(serving -> Refusal.unless(
            wanted.serving().equals(serving),
            "stableVersion",
            "Model " + wanted.model() + " is served by " + serving
                + " now. Enter it as the version that serves today."));
  }

  /** The route of the model, once a gate has said what serves by it. */
  private Optional<Route> decided(String model) {
    return routes.find(model).filter(route -> !route.undecided());
  }

  private void openRoute(String initiative, Registration wanted, String by) {
    var route = routes.open(wanted.model(), initiative, null, null, by);
    if (!wanted.candidate().equals(route.candidate())) awaiting(route, wanted, by);
  }

  private static String serving(Route route) {
    return route.stable() == null ? route.fallback() : route.stable();
  }

  private void awaiting(Route route, Registration wanted, String by) {
    Refusal.unless(
        route.share() == 0,
        "candidateVersion",
        "Version " + route.candidate() + " of " + wanted.model()
            + " takes traffic now. Wait until its rollout has ended.");
    routes.change(route.withCandidate(wanted.candidate()), by, "Registered as candidate.");
  }
}
