package io.pilotage.traffic;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.registry.Models;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The routes of all models. A change is compare-and-set on the generation, in the caller's transaction; the router follows after the
 * commit. A version nobody approved gets no traffic here, whoever asks.
 */
@Service
public class Routes {

  private final RouteTable table;
  private final Models models;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Routes(RouteTable table, Models models, ApplicationEventPublisher events, Clock clock) {
    this.table = table;
    this.models = models;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes the route of a model, all traffic on the stable version, or on the fallback while there is none. Repeating it changes
   * nothing; for another initiative it hands the route over.
   */
  @Transactional
  public Route open(String model, String initiative, String stable, String fallback, String by) {
    var known = table.find(model);
    if (known.isPresent()) return handOver(known.get(), initiative, by);
    if (stable != null) models.requireApproved(model, stable);
    var first = new Route(Models.checkedName("model", model), initiative, stable, null, 0, fallback, false, "live", 1, clock.instant(), null);
    table.add(first);
    return keep(null, first, by, "Route opened.");
  }

  /** The newest route of the model. */
  public Optional<Route> find(String model) {
    return table.find(model);
  }

  public Route get(String model) {
    return find(model).orElseThrow(() -> new Unknown("model", "No route is known for model “" + model + "”. The productionize phase opens it."));
  }

  /** Every route, by model, in one query. */
  public List<Route> all() {
    return table.all();
  }

  /**
   * Accepts the route when its predecessor is still the newest one.
   *
   * @throws StaleRoute when somebody changed the route meanwhile; nothing is changed then, and the caller's transaction goes on
   */
  @Transactional(noRollbackFor = StaleRoute.class)
  public Route change(Route next, String by, String reason) {
    if (!next.onFallback() && next.share() > 0) models.requireApproved(next.model(), next.candidate());
    var before = get(next.model());
    if (next.stable() != null && !next.stable().equals(before.stable())) models.requireApproved(next.model(), next.stable());
    return accept(before, next, by, reason);
  }

  /** True when the router was seen carrying out the newest route. */
  public boolean confirmed(String model) {
    return find(model).map(Route::confirmed).orElse(false);
  }

  /** What keeps the router from carrying out the route, if anything does. */
  public Optional<RouteTrouble> trouble(String model) {
    return table.trouble(model);
  }

  /** Every change of the model's route, newest first. */
  public List<RouteChanged> history(String model) {
    return table.history(model);
  }

  /** Accepts without asking for an approval: for the rollback drill alone. */
  Route accept(Route before, Route next, String by, String reason) {
    var why = Refusal.unlessGiven(reason, "reason", "Please say why the traffic of " + next.model() + " moves.");
    var dated = new Route(next.model(), next.initiative(), next.stable(), next.candidate(), next.share(), next.fallback(),
        next.onFallback(), next.stage(), next.generation(), clock.instant(), null);
    if (!table.replace(dated)) throw new StaleRoute(next.model(), next.generation() - 1, get(next.model()).generation());
    return keep(before, dated, by, why);
  }

  private Route handOver(Route known, String initiative, String by) {
    if (initiative == null || initiative.equals(known.initiative())) return known;
    Refusal.unless(known.candidate() == null, "model", "A rollout of " + known.model() + " is under way for "
        + known.initiative() + ". Finish it before another initiative takes the model over.");
    return accept(known, known.ownedBy(initiative), by, "Taken over from " + known.initiative() + ".");
  }

  private Route keep(Route before, Route after, String by, String reason) {
    table.keep(after, by, reason);
    events.publishEvent(new RouteChanged(before, after, by, reason, after.changedAt()));
    return after;
  }
}
