package io.pilotage.watch;

import io.pilotage.engine.Refusal;
import io.pilotage.incident.Incidents;
import io.pilotage.readiness.TestAlerts;
import io.pilotage.registry.Models;
import io.pilotage.retraining.Breach;
import io.pilotage.rollout.Rollouts;
import io.pilotage.traffic.Route;
import io.pilotage.traffic.Routes;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Acts on alerts from outside, each in one transaction: a candidate goes back at once, a test only
 * arrives, anything else opens an incident. An alert that was told before, or whose end was told
 * before its start, does nothing.
 */
@Service
class Alerts {

  /**
   * What an alert led to; one that is late began before the traffic moved back, one that is
   * collected came when many were open.
   */
  enum Outcome {
    STEPPED_BACK,
    FELL_BACK,
    OPENED,
    COLLECTED,
    TESTED,
    RESOLVED,
    KNOWN,
    LATE
  }

  /** An alert about a model nobody runs. */
  static class NotInProduction extends Refusal {
    private NotInProduction(String model) {
      super(
          "labels.model",
          "No model “" + model
              + "” is in production. Put the name of a model with a route into the label “model”.");
    }
  }

  /**
   * Whoever sends alerts can make names up: of so many a model has incidents, of the others one
   * together.
   */
  private static final int MOST_OPEN = 10;

  private final AlertTable table;
  private final Triggers triggers;
  private final Incidents incidents;
  private final Rollouts rollouts;
  private final Routes routes;
  private final Models models;
  private final TestAlerts tests;
  private final Clock clock;

  Alerts(
      AlertTable table,
      Triggers triggers,
      Incidents incidents,
      Rollouts rollouts,
      Routes routes,
      Models models,
      TestAlerts tests,
      Clock clock) {
    this.table = table;
    this.triggers = triggers;
    this.incidents = incidents;
    this.rollouts = rollouts;
    this.routes = routes;
    this.models = models;
    this.tests = tests;
    this.clock = clock;
  }

  @Transactional
  Outcome take(Alert alert, String by) {
    var route = routes.find(alert.model()).orElseThrow(() -> new NotInProduction(alert.model()));
    Refusal.unless(
        alert.version() == null || models.find(alert.model(), alert.version()).isPresent(),
        "labels.version",
        "Model " + alert.model() + " has no version “" + alert.version()
            + "”. Leave the label “version” out or use a registered one.");
    var first = table.add(alert, clock.instant());
    if (!alert.firing())
      return first || table.resolve(alert, clock.instant()) ? Outcome.RESOLVED : Outcome.KNOWN;
    if (!first) return Outcome.KNOWN;
    var outcome = act(alert, route, by);
    table.did(alert, outcome.name());
    return outcome;
  }

  private Outcome act(Alert alert, Route route, String by) {
    if (alert.test()) {
      tests.arrived(route.model(), by);
      return Outcome.TESTED;
    }
    var reason = reason(alert);
    if (aboutCandidate(alert, route)) {
      if (!alert.critical())
        return rollouts.stepBackSince(route.model(), reason, by, alert.startsAt())
            ? Outcome.STEPPED_BACK
            : Outcome.LATE;
      rollouts.fallBack(route.model(), reason, by);
      return Outcome.FELL_BACK;
    }
    var breach = breach(alert, route);
    if (incidents.isNew(breach) && incidents.openBy(route.model(), Breach.ALERT) >= MOST_OPEN)
      return Outcome.COLLECTED;
    triggers.pull(breach, by);
    return Outcome.OPENED;
  }

  /** Counts what one request brought and was {@link Outcome#COLLECTED}, once for each model. */
  @Transactional
  void collect(List<Alert> collected, String by) {
    collected.stream().collect(Collectors.groupingBy(Alert::model)).forEach((model, alerts) -> {
      var worst =
          alerts.stream().filter(Alert::critical).findFirst().orElse(alerts.get(alerts.size() - 1));
      incidents.collect(breach(worst, routes.get(model)), alerts.size(), by);
    });
  }

  private static Breach breach(Alert alert, Route route) {
    var version = alert.version() == null ? route.stable() : alert.version();
    return new Breach(
        route.model(),
        route.initiative(),
        version,
        Breach.ALERT + alert.name(),
        alert.severity(),
        reason(alert));
  }

  private static String reason(Alert alert) {
    return "Alert " + alert.name() + ": " + alert.summary();
  }

  /**
   * While a candidate has traffic it is the first suspect, unless the alert names another version;
   * in the shadow it must be named.
   */
  private static boolean aboutCandidate(Alert alert, Route route) {
    return route.onTrial()
        && (alert.version() == null
            ? route.share() > 0
            : alert.version().equals(route.candidate()));
  }
}
