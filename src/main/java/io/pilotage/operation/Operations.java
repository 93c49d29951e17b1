package io.pilotage.operation;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.initiative.Initiatives;
import io.pilotage.monitoring.Window;
import io.pilotage.monitoring.log.Baselines;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import io.pilotage.watch.WatchTiming;
import io.pilotage.watch.Watches;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes a model into operation and out of it. */
@Service
public class Operations {

  private static final String SYSTEM = "system";

  private final Watches watches;
  private final Initiatives initiatives;
  private final Routes routes;
  private final Models models;
  private final Baselines baselines;
  private final Ledger ledger;
  private final WatchTiming timing;
  private final OperationProperties properties;
  private final Clock clock;

  Operations(
      Watches watches,
      Initiatives initiatives,
      Routes routes,
      Models models,
      Baselines baselines,
      Ledger ledger,
      WatchTiming timing,
      OperationProperties properties,
      Clock clock) {
    this.watches = watches;
    this.initiatives = initiatives;
    this.routes = routes;
    this.models = models;
    this.baselines = baselines;
    this.ledger = ledger;
    this.timing = timing;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Gives the live model its thresholds, what counts as normal, and its first review; answers when
   * that is due. Safe to repeat.
   */
  @Transactional
  public Instant register(String initiative) {
    var route = route(initiative);
    var now = clock.instant();
    var nextReview = now.plus(timing.reviewEvery()).truncatedTo(ChronoUnit.SECONDS);
    watches.hand(route.model(), initiative, route.stable(), nextReview, properties.stableAfter());
    if (route.stable() != null)
      baselines.fix(
          route.model(),
          route.stable(),
          new Window(route.model(), route.stable(), now.minus(properties.baselineWindow()), now));
    ledger.record(
        initiative,
        SYSTEM,
        "watches-registered",
        route.model(),
        Map.of("nextReview", nextReview.toString()));
    return nextReview;
  }

  /**
   * Takes the model out of service: the fallback answers, the version is retired, the watch ends.
   * Safe to repeat.
   */
  @Transactional
  public void retire(String initiative) {
    var route = route(initiative);
    if (!route.onFallback())
      routes.change(route.toFallback(), SYSTEM, "The model is retired after its review.");
    if (route.stable() != null && models.approved(route.model(), route.stable()))
      models.retire(route.model(), route.stable(), SYSTEM);
    watches.forget(route.model());
    ledger.record(
        initiative,
        SYSTEM,
        "model-retired",
        route.model(),
        Map.of("version", String.valueOf(route.stable())));
  }

  /** The route of the model the initiative runs. */
  Route route(String initiative) {
    var model = initiatives.get(initiative).model();
    Refusal.unless(
        model != null, "model", "Initiative " + initiative + " has no model in production yet.");
    return routes.get(model);
  }
}
