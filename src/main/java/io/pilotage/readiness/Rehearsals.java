package io.pilotage.readiness;

import static io.pilotage.engine.Rows.instant;
import static io.pilotage.engine.Rows.utc;

import io.pilotage.audit.Ledger;
import io.pilotage.engine.Refusal;
import io.pilotage.identity.People;
import io.pilotage.registry.Models;
import io.pilotage.traffic.Drill;
import io.pilotage.traffic.Routes;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rehearses the rollback of an initiative's candidate on the real route, and remembers how long it
 * took.
 */
@Service
public class Rehearsals {

  private static final Logger log = LoggerFactory.getLogger(Rehearsals.class);

  private final Routes routes;
  private final Models models;
  private final Readiness readiness;
  private final JdbcClient jdbc;
  private final Ledger ledger;
  private final People people;
  private final ReadinessProperties properties;
  private final Clock clock;

  Rehearsals(
      Routes routes,
      Models models,
      Readiness readiness,
      JdbcClient jdbc,
      Ledger ledger,
      People people,
      ReadinessProperties properties,
      Clock clock) {
    this.routes = routes;
    this.models = models;
    this.readiness = readiness;
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.people = people;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Runs the drill and stores what it showed. A drill that cannot run is a failed one, for the gate
   * to see.
   */
  @Transactional
  public Rehearsal rehearse(String initiative) {
    var registration = readiness.registration(initiative);
    var rehearsal = attempt(registration);
    store(initiative, rehearsal);
    log.info("Rollback drill of {} ({}): {}", initiative, registration.model(), rehearsal.fact());
    ledger.record(
        initiative,
        people.currentOrSystem(),
        "rollback-rehearsed",
        registration.model(),
        Map.of(
            "version",
            rehearsal.version(),
            "succeeded",
            rehearsal.succeeded(),
            "tookMillis",
            rehearsal.tookMillis(),
            "fact",
            rehearsal.fact()));
    return rehearsal;
  }

  /** The newest drill of the initiative. */
  public Optional<Rehearsal> latest(String initiative) {
    return jdbc
        .sql("select model, version, rehearsed_at, took_millis, succeeded, fact from rollback_drill"
            + " where initiative = ? order by rehearsed_at desc, id desc")
        .param(initiative)
        .query((row, number) -> new Rehearsal(
            row.getString(1),
            row.getString(2),
            instant(row, 3),
            row.getLong(4),
            row.getBoolean(5),
            row.getString(6)))
        .list()
        .stream()
        .findFirst();
  }

  private Rehearsal attempt(Registration registration) {
    var by = people.currentOrSystem();
    try {
      models.expectDrill(
          registration.model(),
          registration.candidate(),
          clock.instant().plus(properties.drillGrace()),
          by);
      return judged(registration, routes.drill(registration.model(), by));
    } catch (Refusal impossible) {
      return new Rehearsal(
          registration.model(),
          registration.candidate(),
          clock.instant(),
          0,
          false,
          impossible.getMessage());
    }
  }

  private Rehearsal judged(Registration registration, Drill drill) {
    var fact = drill.passed()
        ? "One percent went to " + drill.candidate() + " in " + drill.forthMillis()
            + " ms and came back in " + drill.backMillis() + " ms."
        : "The router answered " + drill.answerDuring() + " during the drill and "
            + drill.answerAfter() + " after it.";
    return new Rehearsal(
        registration.model(),
        drill.candidate(),
        clock.instant(),
        drill.backMillis(),
        drill.passed(),
        fact);
  }

  private void store(String initiative, Rehearsal rehearsal) {
    jdbc.sql("insert into rollback_drill (initiative, model, version, rehearsed_at, took_millis, "
            + "succeeded, fact) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            initiative,
            rehearsal.model(),
            rehearsal.version(),
            utc(rehearsal.at()),
            rehearsal.tookMillis(),
            rehearsal.succeeded(),
            rehearsal.fact())
        .update();
  }
}
