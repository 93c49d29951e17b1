package io.pilotage.traffic;

import io.pilotage.engine.Refusal;
import io.pilotage.engine.Unknown;
import io.pilotage.registry.ModelVersion;
import io.pilotage.registry.Models;
import io.pilotage.registry.VersionQuarantined;
import io.pilotage.registry.VersionState;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The routes of all models. A change is compare-and-set on the generation, in the caller's
 * transaction; the router follows after the commit. A version nobody approved gets no traffic here,
 * whoever asks; the rollback drill is the one exception.
 */
@Service
public class Routes {

  private final RouteTable table;
  private final RouteBook book;
  private final DrillRun drills;
  private final Models models;

  Routes(RouteTable table, RouteBook book, DrillRun drills, Models models) {
    this.table = table;
    this.book = book;
    this.drills = drills;
    this.models = models;
  }

  /**
   * Makes the route of a model, all traffic on the stable version, or on the fallback while there
   * is none; without either, callers use their own default. Repeating it changes nothing; for
   * another initiative it hands the route over.
   */
  @Transactional
  public Route open(String model, String initiative, String stable, String fallback, String by) {
    var known = table.find(Models.checkedName("model", model));
    if (known.isPresent()) return handOver(known.get(), initiative, by);
    if (stable != null) models.requireApproved(model, stable);
    return book.open(
        new Route(model, initiative, stable, null, 0, fallback, false, "live", 1, null, null), by);
  }

  /** The newest route of the model. */
  public Optional<Route> find(String model) {
    return table.find(model);
  }

  public Route get(String model) {
    return find(model).orElseThrow(() -> unknown(model));
  }

  /**
   * The newest route, which nobody else changes before the caller's transaction ends: for whoever
   * reads something else that was written together with it. Waits no longer than the change itself
   * would.
   */
  @Transactional
  public Route hold(String model) {
    return table.lock(model).orElseThrow(() -> unknown(model));
  }

  /** Every route, by model, in one query. */
  public List<Route> all() {
    return table.all();
  }

  /**
   * Accepts the route when its predecessor is still the newest one.
   *
   * @throws StaleRoute when somebody changed the route meanwhile; nothing is changed then, and the
   *     caller's transaction goes on
   */
  @Transactional(noRollbackFor = StaleRoute.class)
  public Route change(Route next, String by, String reason) {
    var before = get(next.model());
    if (!next.onFallback() && next.share() > 0)
      models.requireApproved(next.model(), next.candidate());
    if (next.stable() != null && !next.stable().equals(before.stable()))
      models.requireApproved(next.model(), next.stable());
    return book.replace(before, next, by, reason);
  }

  /**
   * Moves one percent to the candidate and back, each in a transaction of its own, and tells what
   * callers were answered and how long it took. The route must be committed and its candidate
   * without traffic; the candidate needs no approval yet.
   */
  public Drill drill(String model, String by) {
    var route = get(model);
    Refusal.unless(
        models.find(model, route.candidate()).map(ModelVersion::state).orElse(null)
            != VersionState.QUARANTINED,
        "version",
        "Version " + route.candidate() + " of " + model
            + " is quarantined and gets no traffic, not even for a drill.");
    return drills.run(route, by);
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

  /** A version that lost its approval loses its traffic in the same transaction. */
  @EventListener
  void takeTrafficFrom(VersionQuarantined lost) {
    find(lost.model())
        .filter(route -> (route.serves(lost.version())
                || route.inShadow() && lost.version().equals(route.candidate()))
            && !route.onFallback())
        .ifPresent(route -> book.replace(
            route,
            lost.version().equals(route.candidate())
                ? route.withoutCandidate()
                : route.toFallback(),
            "system",
            "Version " + lost.version() + " was quarantined: " + lost.reason()));
  }

  private static Unknown unknown(String model) {
    return new Unknown(
        "model", "No route is known for model “" + model + "”. The productionize phase opens it.");
  }

  private Route handOver(Route known, String initiative, String by) {
    if (initiative == null || initiative.equals(known.initiative())) return known;
    Refusal.unless(
        known.candidate() == null,
        "model",
        "A rollout of " + known.model() + " is under way for " + known.initiative()
            + ". Finish it before another initiative takes the model over.");
    return book.replace(
        known, known.ownedBy(initiative), by, "Taken over from " + known.initiative() + ".");
  }
}
