package io.pilotage.traffic;

import io.pilotage.engine.Heading;
import io.pilotage.engine.Refusal;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Writes a change of a route down: the new generation, its history, its audit row and the news of
 * it, in the caller's transaction.
 */
@Component
class RouteBook {

  private final RouteTable table;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  RouteBook(RouteTable table, ApplicationEventPublisher events, Clock clock) {
    this.table = table;
    this.events = events;
    this.clock = clock;
  }

  Route open(Route route, String by) {
    var dated = dated(route);
    table.add(dated);
    return keep(null, dated, by, "Route opened.");
  }

  Route replace(Route before, Route next, String by, String reason) {
    var why = Refusal.unlessGiven(
        Heading.of(reason), "reason", "Please say why the traffic of " + next.model() + " moves.");
    var dated = dated(next);
    if (before.generation() != next.generation() - 1 || !table.replace(dated))
      throw new StaleRoute(
          next.model(),
          next.generation() - 1,
          table.find(next.model()).orElse(before).generation());
    return keep(before, dated, by, why);
  }

  private Route keep(Route before, Route after, String by, String reason) {
    table.keep(after, by, reason);
    events.publishEvent(new RouteChanged(before, after, by, reason, after.changedAt()));
    return after;
  }

  private Route dated(Route route) {
    return new Route(
        route.model(),
        route.initiative(),
        route.stable(),
        route.candidate(),
        route.share(),
        route.fallback(),
        route.onFallback(),
        route.stage(),
        route.generation(),
        clock.instant(),
        null);
  }
}
