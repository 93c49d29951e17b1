package io.pilotage.traffic;

import io.pilotage.audit.Ledger;
import io.pilotage.identity.Groups;
import io.pilotage.notification.Kind;
import io.pilotage.notification.Notices;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes every change of a route into the audit, and tells the operators of a router that went
 * astray; both in the transaction of the fact.
 */
@Component
class TrafficNews {

  private final Ledger ledger;
  private final Notices notices;

  TrafficNews(Ledger ledger, Notices notices) {
    this.ledger = ledger;
    this.notices = notices;
  }

  @EventListener
  void on(RouteChanged changed) {
    var after = changed.after();
    ledger.record(
        after.initiative(),
        changed.by(),
        "route-changed",
        after.model(),
        Map.of(
            "generation",
            after.generation(),
            "stage",
            after.stage(),
            "share",
            after.percent(),
            "stable",
            String.valueOf(after.stable()),
            "candidate",
            String.valueOf(after.candidate()),
            "onFallback",
            after.onFallback(),
            "reason",
            changed.reason()));
  }

  @EventListener
  void on(RouterAstray astray) {
    var route = astray.route();
    notices.tellGroup(
        Groups.OPERATIONS,
        route.initiative(),
        Kind.INCIDENT,
        "The traffic of " + route.model() + " does not follow its route",
        astray.problem() + " The route says " + Observed.of(route)
            + ". It is tried again; traffic is lowered without asking and never raised.");
  }
}
